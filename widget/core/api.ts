import type { Verdict } from "../loader/eligibility/verdict.ts";
import type { Emitter } from "../loader/emitter.ts";
import type { Ending, Manifest, Question, Survey, Text } from "../manifest/schema.ts";
import type { Answer, SurveyRecord } from "../record/schema.ts";

/** Texts by key, as the app keeps them on the device. Any call may answer at once or by a promise. */
export interface KeyValueStorage {
  /** All keys, those of others included. */
  keys(): readonly string[] | Promise<readonly string[]>;
  /** The text; anything that is not a text counts as none. */
  get(key: string): unknown;
  set(key: string, text: string): unknown;
  remove(key: string): unknown;
}

/** Where the visitor is and who, as the app knows it at the moment of the call. */
export interface CoreContext {
  /** Address of the app's page, for `audience.url` and the record; default empty. */
  url?: string;
  referrer?: string;
  /** Default `mobile`. */
  device?: NonNullable<SurveyRecord["device"]>;
  /** BCP 47; default `en`. */
  locale?: string;
  /** Default `browser`. */
  platform?: NonNullable<SurveyRecord["platform"]>;
  userId?: string | undefined;
  traits?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Of the user's id, by the site's server; `expires` in Unix seconds. */
  proof?: { signature: string; expires: number } | undefined;
}

/** What came back of a batch. */
export interface CoreReply {
  /** HTTP status. */
  status: number;
  /** Content-Type. */
  type?: string | undefined;
  /** As text, or as the JSON that was in it. */
  body?: unknown;
  /** The header `Retry-After`. */
  retryAfter?: string | undefined;
}

export interface CoreOptions {
  /** One that `askling check` has found nothing wrong with; it is not checked here. */
  manifest: Manifest;
  /** Where records and the visitor's memory lie on the device. */
  storage: KeyValueStorage;
  /**
   * Posts a batch, a JSON text, to the endpoint. To reject, or to take longer than 15 s, counts as a failure of the
   * network. Without it records are kept and nothing is sent.
   */
  send?: ((batch: string) => Promise<CoreReply>) | undefined;
  /** Public write key, sent in the batch. */
  key?: string | undefined;
  context?: () => CoreContext;
  /** May change a record before it is kept, or return `null` to drop it. */
  beforeSend?: ((record: SurveyRecord) => SurveyRecord | null) | undefined;
  /** What the keys in the storage begin with; default `askling:`. */
  prefix?: string;
  /** Milliseconds since 1970; default `Date.now`. */
  now?: () => number;
  /** Milliseconds by a clock that is never set, for the age of records; default `now`. */
  monotonic?: () => number;
  /** From 0 (inclusive) to 1 (exclusive), for back-off, and for ids where there is no `crypto`; default `Math.random`. */
  random?: () => number;
  /** Whether there may be a connection; default: always. */
  online?: () => boolean;
}

/** What made a survey show; `call`, the default, ignores the pace. */
export interface CoreCause {
  on?: SurveyRecord["trigger"]["on"];
  name?: string;
  props?: Readonly<Record<string, string | number | boolean>>;
  /** Whether to ignore audience and frequency too. */
  force?: boolean;
}

/** Why a survey did not show: the rule that refused, or that there is no such survey or nothing to ask. */
export type CoreRefusal =
  | "unknown"
  | "unavailable"
  | "paused"
  | "schedule"
  | "audience"
  | "frequency"
  | "pace"
  | "storage";

/**
 * A survey that is being answered, for a user interface of one's own: draw `question()`, call `answer()`, and draw
 * again, until there is no question; then draw `ending()`. Every change is on the device once its promise has
 * resolved.
 */
export interface OpenSurvey {
  readonly survey: Survey;
  /** The question to ask now; none at the end. */
  question(): Question | undefined;
  /** What to say at the end; nothing where the survey says nothing. */
  ending(): Ending | undefined;
  /** A text of the survey in the language asked for, filled in. Plain text, never markup. */
  text(text: Text | undefined): string;
  /** An address of the survey, filled in. Look at its scheme before you open it. */
  url(url: string): string;
  /**
   * Answers the question that is asked now and goes on. Without a value, with a blank text, an empty list or object it
   * is skipped. Calls while another one is under way are ignored.
   *
   * @param value - as the table of question types says; the collector judges it, not this call
   * @returns whether it was taken: a question that is `required` is not skipped
   */
  answer(value?: Answer): Promise<boolean>;
  /** Goes back to the question before. */
  back(): void;
  /** Closes it as the respondent would; a complete record stays complete. */
  dismiss(): Promise<void>;
  /** Closes it to ask again later. */
  snooze(): Promise<void>;
  /** The record as it stands. */
  record(): SurveyRecord;
}

export type CoreShowResult = { shown: true; open: OpenSurvey } | { shown: false; reason: CoreRefusal };

/** Surveys without a page: they are judged, answered, kept and delivered. */
export interface Core {
  /** Whether a survey may show now, one verdict a rule; all must pass. Nothing is noted. */
  judge(surveyId: string, cause?: CoreCause): Promise<Verdict[]>;
  /** Begins a survey if its rules allow: notes the showing, and keeps a record of it. */
  show(surveyId: string, cause?: CoreCause): Promise<CoreShowResult>;
  /** `shown`, `answered`, `completed`, `dismissed`, `saved`, `delivered`, `rejected`, `dropped`, `error`. */
  on: Emitter["on"];
  /** Tries to deliver now. */
  flush(): Promise<{ delivered: number; pending: number }>;
  /** Records that are not yet delivered. */
  pending(): Promise<number>;
  /** The app goes to the background: sends what this start has kept, without waiting for anything. */
  hide(): void;
  /** The app is back, or there is a connection again: sends what waits. */
  wake(): Promise<void>;
  /** Sends and writes nothing more; what waits is found by the next start. */
  stop(): void;
  /** Stops, and removes everything from the storage: consent is withdrawn. */
  erase(): Promise<void>;
}
