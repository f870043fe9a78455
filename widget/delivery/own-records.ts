import type { SurveyRecord } from "../record/schema.ts";

/** A partial answer without change leaves after this. */
export const SETTLED_MS = 10_000;

/** This page's records that are not yet acknowledged: page hide has no time to ask the store. */
export interface OwnRecords {
  /** Takes the newest revision of a record. */
  note(record: SurveyRecord): void;
  has(id: string): boolean;
  all(): SurveyRecord[];
  /** The endpoint has this revision, or nobody wants it any more; a newer one stays. */
  done(id: string, rev: number): void;
  /** Milliseconds since the showing, by a clock that nobody sets; unknown of other pages' records. */
  ageMs(id: string): number | undefined;
  /** How long a record waits: one that is being answered a while, a showing that nobody has answered endlessly. */
  ripeIn(record: SurveyRecord): number;
}

/**
 * @param monotonic - milliseconds by a clock that nobody sets
 * @param hurried - whether nothing outlives the page, so that nothing may wait
 */
export function createOwnRecords(monotonic: () => number, hurried: () => boolean): OwnRecords {
  const records = new Map<string, SurveyRecord>();
  const changedAt = new Map<string, number>();
  const shownAt = new Map<string, number>();
  return {
    note(record) {
      if (!shownAt.has(record.id)) shownAt.set(record.id, monotonic());
      changedAt.set(record.id, monotonic());
      records.set(record.id, record);
    },
    has: (id) => records.has(id),
    all: () => [...records.values()],
    done(id, rev) {
      if ((records.get(id)?.rev ?? 0) <= rev) records.delete(id);
    },
    ageMs(id) {
      const shown = shownAt.get(id);
      return shown === undefined ? undefined : monotonic() - shown;
    },
    ripeIn({ id, state }) {
      if (!records.has(id)) return 0;
      if (state === "shown") return Number.POSITIVE_INFINITY;
      if (state !== "partial" || hurried()) return 0;
      return Math.max(0, (changedAt.get(id) ?? 0) + SETTLED_MS - monotonic());
    },
  };
}
