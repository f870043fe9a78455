import type { SurveyRecord } from "../../record/schema.ts";

/**
 * The records of this page that are not yet acknowledged. Delivery sends them when the page hides, for then there is
 * no time to read the store; and it learns from them what was answered before it was there.
 */
export interface PageRecords {
  /** Takes the newest revision of a record. */
  note(record: SurveyRecord): void;
  has(id: string): boolean;
  all(): SurveyRecord[];
  /** This revision needs no more sending; a newer one stays. */
  done(id: string, rev: number): void;
  /** Milliseconds since the showing; `undefined` for records of other pages. */
  ageMs(id: string): number | undefined;
  /** Milliseconds since the last revision; 0 for records of other pages. */
  unchangedMs(id: string): number;
}

/** @param monotonic - milliseconds by a clock that is never set */
export function createPageRecords(monotonic: () => number): PageRecords {
  const records = new Map<string, SurveyRecord>();
  const shownAt = new Map<string, number>();
  const changedAt = new Map<string, number>();
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
    unchangedMs: (id) => monotonic() - (changedAt.get(id) ?? monotonic()),
  };
}
