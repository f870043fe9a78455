import type { Trigger } from "../../widget/manifest/schema.ts";

/** What a simulation takes for granted about visitors; all of it can be set on the command line. */
export interface Assumptions {
  /** How many visitors there are. */
  visitors: number;
  /** How many days are played. */
  days: number;
  /** Days between two visits of the same visitor, on average. */
  visitEvery: number;
  /** Pages of a visit, on average. */
  pages: number;
  /** Shares of showings that are answered, and closed unanswered; the rest is walked away from. */
  answered: number;
  dismissed: number;
  /** Shares of pages on which a trigger of a kind fires. `load`, `page` and `visit` need none. */
  chances: Readonly<Record<ChanceKind, number>>;
  /** The same seed and manifest give the same result. */
  seed: number;
}

/** Triggers whose moment depends on what a visitor does. */
type ChanceKind = Exclude<Trigger["on"], "load" | "page" | "visit">;

/** Taken unless something else is said. */
export const USUAL: Assumptions = {
  visitors: 10_000,
  days: 90,
  visitEvery: 14,
  pages: 4,
  answered: 0.2,
  dismissed: 0.5,
  chances: { scroll: 0.4, exit: 0.2, click: 0.05, visible: 0.4, idle: 0.1, event: 0.05 },
  seed: 1,
};
