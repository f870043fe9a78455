import type { ImportPiece } from "../loader/pieces.ts";
import type { PassesTest } from "../manifest/rule.ts";
import type { Survey, Theme } from "../manifest/schema.ts";
import type { Answer, RecordState } from "../record/schema.ts";

/** What the respondent has done, after each step. */
export interface RecordChange {
  state: RecordState;
  /** The ids of the questions met, in order. */
  path: string[];
  answers: Record<string, Answer>;
}

/** How the delivery of the open record stands: on its way, acknowledged, or kept until there is a connection. */
export type DeliveryStatus = "sending" | "delivered" | "waiting";

/** Looks that may change while the prompt is open. */
export interface Looks {
  /** The manifest's theme under the survey's, the host's and the attribute's or option's. */
  theme: Theme;
  /** How much bigger than usual text is, 1 to 2. */
  textScale: number;
  /** The language asked for, BCP 47. */
  locale: string;
}

/**
 * Puts a prompt's element where it belongs on the page, and back if the page takes it away.
 *
 * @param stood - called at once, and `again` whenever it stands again after it was away
 * @param gone - called when it is not put back any more
 * @returns lets it go
 */
export type Stay = (
  host: Element,
  root: ShadowRoot,
  stood: (again: boolean) => void,
  gone: () => void,
) => () => void;

/** A survey as it is shown. */
export interface ShownSurvey extends Looks {
  /** A survey that has passed the check. */
  survey: Survey;
  /** Container of an inline prompt. */
  into?: Element | undefined;
}

/** Everything a prompt needs; it holds no storage, no fetch and no identity of its own. */
export interface PromptContext extends ShownSurvey {
  /** For `{{trait.NAME}}` and rules. */
  traits: Readonly<Record<string, unknown>>;
  /** Of the triggering event, for `{{prop.NAME}}` and rules. */
  props: Readonly<Record<string, unknown>>;
  /** Judges tests. */
  passes: PassesTest;
  /** Gets what looks that change may want. */
  importPiece: ImportPiece;
  /** Who asks when the survey names no sender: the page's host name. */
  sender: string;
  /** CSP nonce for the fallback `<style>`. */
  styleNonce?: string | undefined;
  stay: Stay;
  /** Whether the respondent opened it, so that it takes the focus although nothing else waits for it. */
  called?: boolean;
  /**
   * Keeps a change on the device. Resolves once it is stored (never rejects): the prompt goes on only then.
   */
  save(change: RecordChange): Promise<void>;
  /** Tells how delivery stands, at once and at every change; returns the function that stops it. */
  onDelivery(listener: (status: DeliveryStatus) => void): () => void;
  /** Called once, when the prompt has left the page. */
  closed(): void;
}

/** A prompt on the page. */
export interface OpenPrompt {
  /** Closes it as the respondent's Close button would. */
  dismiss(): void;
  /** Puts on other looks, in another language too, without losing anything typed. */
  restyle(looks: Looks): Promise<void>;
  /** Removes every node and listener at once, without a word to the record. */
  destroy(): void;
}
