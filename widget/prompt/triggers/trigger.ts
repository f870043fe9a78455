import type { Root } from "../../loader/shadow.ts";
import type { PassesTest } from "../../manifest/rule.ts";
import type { Trigger } from "../../manifest/schema.ts";

/** What the page reported with an event. */
export type Reported = Readonly<Record<string, unknown>>;

/** An event whose time is still to come, or came where its survey could not show. */
export interface Due {
  /** When to ask, and until when it still may; milliseconds since 1970. */
  at: number;
  until: number;
  props: Reported;
}

/** Events that wait, beyond the page; by a key of survey and trigger. */
export interface Delays {
  get(key: string): Due | undefined;
  /** Takes the place of an earlier one; `undefined` calls it off. */
  set(key: string, due: Due | undefined): void;
}

/** Calls the listener at every occasion; returns the function that stops it. */
export type Listen<Values extends unknown[]> = (listener: (...values: Values) => void) => () => void;

/** The page's moments that triggers listen to. */
export interface Moments {
  /**
   * Calls the listener at every `track` of that name.
   *
   * An event that an earlier page has noted comes with its time, milliseconds since 1970.
   */
  onTrack(name: string, listener: (props: Reported, at?: number) => void): () => void;
  /** Tells what was clicked, and what is around it. */
  onClick: Listen<[Element[]]>;
  delays: Delays;
  /** Pages of this visit, and visits, this one included. */
  counts(): { pages: number; visits: number };
  passesTest: PassesTest;
}

/** What fewer surveys listen to: a piece of its own. */
export interface FurtherMoments {
  onActivity: Listen<[]>;
  /** Nodes came, or took another id or class; with all trees in which they may have. */
  onRoots: Listen<[Root[]]>;
  /** The pointer left the window at its top. */
  onExit: Listen<[]>;
  /** How much of its way the page or a large container was scrolled, 0 to 1. */
  onScroll: Listen<[number]>;
  /** The page has turned out to have nothing to scroll. */
  onShort: Listen<[]>;
  /** The page is seen again, or no longer. */
  onVisibility: Listen<[]>;
}

/**
 * Called when a trigger's moment has come.
 *
 * @param due - key of the event that waited for it
 */
export type Fire = (props?: Reported, due?: string) => void;

/**
 * Starts to listen for one trigger of one survey; returns the function that stops it.
 *
 * @param key - of survey and trigger, for what outlives the page
 */
export type Arm<Kind, Sources = Moments> = (
  trigger: Kind,
  fire: Fire,
  moments: Sources,
  key: string,
) => () => void;

/** The trigger of one kind. */
export type TriggerOf<Kind extends string> = Extract<Trigger, { on: Kind }>;

/** Beyond this timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts a timer; no page lives longer than 24 days. */
export function startTimer(work: () => void, ms: number): ReturnType<typeof setTimeout> {
  return setTimeout(work, Math.min(ms, MAX_TIMER_MS));
}
