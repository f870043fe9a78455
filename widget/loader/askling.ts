import type { Manifest, Question, Scalar, Survey, Text } from "../manifest/schema.ts";
import type { Answer, SurveyRecord } from "../record/schema.ts";
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

/** What a page asks a survey with whose `display.as` is `custom`. Nothing of it is drawn. */
export interface CustomPrompt {
  readonly survey: Survey;
  /** The language that is wanted, BCP 47. */
  readonly locale: string;
  /** The question to ask now, by the rules and the answers so far; none once the survey has come to its end. */
  readonly question: Question | undefined;
  /** Ids of the questions met so far, in order; that of `question` is the last. */
  readonly path: readonly string[];
  /** A text of the survey in that language, with `{{…}}` filled in. */
  text(text: Text | undefined): string;
  /**
   * Keeps the answer to a question that has been met, or anew to one that was answered; without a value it is skipped.
   * Resolves once the answer is on the device; then `question` is the next. The last one makes the record complete.
   */
  answer(questionId: string, value?: Answer): Promise<void>;
  /** Ends the showing, with a complete record. */
  complete(): Promise<void>;
  /** Ends the showing: closed by the respondent, unless the record is complete. */
  dismiss(): Promise<void>;
  /** Ends the showing for the survey's `snooze`; without it, or after an answer, like `dismiss`. */
  snooze(): Promise<void>;
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
  /** Calls the handler at every such event, at `open` with a `CustomPrompt`; returns the function that stops it. */
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
