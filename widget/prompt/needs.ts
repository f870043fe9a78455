import type { BrowserDelivery } from "../delivery/index.ts";
import type { Props, ShowResult } from "../loader/askling.ts";
import type { Waivers } from "../loader/eligibility/judge.ts";
import type { RuleVerdict, Verdict } from "../loader/eligibility/verdict.ts";
import type { Emitter } from "../loader/emitter.ts";
import type { Patterns } from "../loader/patterns.ts";
import type { ImportPiece } from "../loader/pieces.ts";
import type { Settings } from "../loader/settings.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import type { Visitor, VisitorRow } from "../loader/visitor.ts";
import type { Manifest, Survey } from "../manifest/schema.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { Person } from "./showing/person.ts";

/** What made a survey show. */
export interface Cause {
  on: SurveyRecord["trigger"]["on"];
  name?: string;
  props?: Props | undefined;
  /** Key of the event that waited for its time; it waits no more once its survey has shown. */
  due?: string | undefined;
  /** Whether the record begins with the first answer: what stands open all day is not shown to anybody yet. */
  recordOnFirstAnswer?: boolean | undefined;
}

/** One request to show a survey. */
export interface ShowRequest {
  survey: Survey;
  cause: Cause;
  waived: Waivers;
  /** Container, as an element or a selector. */
  into?: string | Element | undefined;
}

/** Whether the page can be seen, if it stands in a frame. */
export interface Frame {
  /** Whether it cannot: not displayed, too small, out of sight, or see-through as far as the page can know. */
  isUnseen(): boolean;
  /** Resolves once it can be seen. */
  seen(): Promise<void>;
  stop(): void;
}

/** What the loader gives to the prompts of a page. */
export interface PromptNeeds {
  settings: Settings;
  /** Of the store; locks carry it. */
  name: string;
  store: Store;
  /** Delivery, fetched at the first call. */
  delivery(): Promise<BrowserDelivery>;
  person: Person;
  emitter: Emitter;
  visitor: Visitor;
  /** As it came; `undefined` before that. */
  manifest(): Manifest | undefined;
  surveys(): readonly Survey[];
  /** @param row - the visitor's memory; default: as this page knows it */
  judge(survey: Survey, props?: Props, waived?: Waivers, row?: VisitorRow): Verdict[];
  patterns: Patterns;
  importPiece: ImportPiece;
  /** Whether this page has left events to the device that its triggers are to take over. */
  noted(): boolean;
  /** Of the survey that this page only previews: whatever shows, nothing is remembered, kept or sent of it. */
  preview: string | null;
  /** Debug lines. */
  log(line: unknown): void;
}

/** Triggers, and what comes of them. */
export interface Prompts {
  /** Reports an event to the triggers. */
  track(name: string, props?: Props): void;
  /**
   * Arms the triggers of this page.
   *
   * @param anew - whether this is another page, or another visitor
   */
  refresh(anew: boolean): void;
  /** Fetches ahead what the surveys that could show on this page will want. */
  prepare(): Promise<void>;
  /** Shows a survey if its rules allow; resolves once it is closed, or says why it did not show. Never rejects. */
  present(request: ShowRequest): Promise<ShowResult>;
  /** Shows what the owner wants to see, whatever its rules say. */
  preview(id: string): void;
  explain(survey: Survey | undefined): Promise<RuleVerdict[]>;
  /** Closes what is open as its Close button would: what has the turn, or else what came last. */
  dismiss(): void;
  /** How delivery stands may have changed. */
  deliveryChanged(): void;
  /** Takes what is open off the page without a word. */
  stop(): void;
}
