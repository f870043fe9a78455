import type { Manifest, Scalar, Survey } from "../manifest/schema.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { RuleVerdict } from "./eligibility/verdict.ts";
import type { AsklingEvent, Handler } from "./emitter.ts";

export type Traits = Record<string, Scalar>;
export type Props = Record<string, unknown>;

/** What `show` came to. */
export type ShowResult =
  | { shown: true; record: SurveyRecord }
  | {
      shown: false;
      reason:
        | "unknown"
        | "invalid"
        | "paused"
        | "schedule"
        | "audience"
        | "frequency"
        | "busy"
        | "consent"
        | "unavailable";
    };

/** An app around a webview that the widget can talk to. */
export interface HostAdapter {
  name: string;
  /** Hands a message, always a string, to the app. */
  send(json: string): void;
  delivery?: "realtime" | "deferred";
}

/** `window.askling`, and what `createAskling` returns. Nothing here ever throws or rejects. */
export interface Askling {
  /** The package's version. */
  readonly version: string;
  /** Reports an event; event triggers listen to it. */
  track(name: string, props?: Props): void;
  /** Says who the visitor is; the signature proves it to the collector. */
  identify(userId: string, traits?: Traits, proof?: { signature: string; expires: number }): void;
  /** Merges traits. */
  setTraits(traits: Traits): void;
  /** Log-out: forgets user and traits and starts a new visitor; undelivered records stay. */
  reset(): void;
  /** Asks for a survey now; resolves once it is closed, or says why it did not show. */
  show(surveyId: string, options?: { into?: string | Element; force?: boolean }): Promise<ShowResult>;
  /** Closes the open prompt as the respondent would. */
  dismiss(): void;
  /** Why a survey does or does not show, rule by rule. */
  explain(surveyId: string): Promise<RuleVerdict[]>;
  /** Calls the handler at every such event; returns the function that stops it. */
  on(event: AsklingEvent, handler: Handler): () => void;
  /** Tries to deliver now. */
  flush(): Promise<{ delivered: number; pending: number }>;
  /** Number of records not yet delivered. */
  pending(): Promise<number>;
  /** Grants or withdraws consent; withdrawal erases everything that the device keeps. */
  setConsent(granted: boolean): void;
  /** Lets an app around a webview hear of what happens. */
  registerHost(adapter: HostAdapter): void;
  /** Takes a message of such an app. */
  receive(message: string | object): void;
  /** Runs a call given as `[name, ...arguments]`. */
  push(...calls: unknown[]): void;
  /** Removes every node, listener, timer and global it made. */
  destroy(): void;
}

export type { Manifest, Survey };
