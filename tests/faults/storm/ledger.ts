import type { StoredRecord } from "../../support/site.ts";
import type { Place } from "./finger.ts";

/** What the respondents did, as they saw it. */
export interface Ledger {
  /** A finger is on its way to a score; it may never arrive. */
  reach(id: string, score: number): void;
  /** The prompt has reacted: from here on the answer must not be lost. */
  tapped(id: string, score: number, place: Place): void;
  count(): number;
  /** Compares with what the collector has; empty if nothing is missing, twice or altered. */
  compare(records: readonly StoredRecord[]): Differences;
}

export interface Differences {
  missing: string[];
  /** Lost with a killed browser that had them in localStorage alone. */
  lostBelow: string[];
  twice: string[];
  altered: string[];
  /** Answers that nobody has given. */
  invented: string[];
}

export function createLedger(): Ledger {
  const reached = new Map<string, Set<number>>();
  const tapped = new Map<string, number>();
  const changing = new Set<string>();
  const below = new Set<string>();
  return {
    reach(id, score) {
      reached.set(id, (reached.get(id) ?? new Set()).add(score));
      // A second tap may or may not have come through; the first one is no longer what must be there.
      if (tapped.has(id)) changing.add(id);
    },
    tapped(id, score, place) {
      tapped.set(id, score);
      if (place === "localStorage") below.add(id);
      changing.delete(id);
    },
    count: () => tapped.size,
    compare(records) {
      const answered = records.filter(({ answers }) => answers.score !== undefined);
      const scores = new Map(answered.map(({ id, answers }) => [id, answers.score]));
      const differs = ([id, score]: [string, number]) => {
        const found = scores.get(id);
        if (found === undefined || found === score) return false;
        return !(changing.has(id) && reached.get(id)?.has(Number(found)));
      };
      const lost = [...tapped.keys()].filter((id) => !scores.has(id));
      return {
        missing: lost.filter((id) => !below.has(id)),
        lostBelow: lost.filter((id) => below.has(id)),
        twice: answered.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index),
        altered: [...tapped].filter(differs).map(([id]) => id),
        invented: answered
          .filter(({ id, answers }) => !reached.get(id)?.has(Number(answers.score)))
          .map(({ id }) => id),
      };
    },
  };
}
