import type { SurveyHistory } from "./eligibility/frequency.ts";
import type { PaceMemory } from "./eligibility/pace.ts";
import { hash } from "./hash.ts";
import { makeIdentifier } from "./identifier.ts";
import type { Store } from "./outbox/ladder.ts";
import type { Row } from "./outbox/row.ts";

/** A visit ends after so long without activity. */
const VISIT_MS = 30 * 60_000;
const VISITOR = "v";

/** What the device remembers of its visitor. Written only once there is something that the manifest needs. */
export interface VisitorRow extends Row, PaceMemory {
  /** Random, made when first needed. */
  id?: string;
  /** First and last activity, milliseconds since 1970. */
  firstAt?: number;
  activeAt: number;
  /** Visits so far. */
  visits: number;
  /** Histories by owner (`""` for the visitor, a user's hash otherwise) and survey. */
  histories: Record<string, Record<string, SurveyHistory>>;
  /** Content of the manifest that was checked last, and what was wrong with it, by survey's place. */
  checked?: { content: number; problems: Record<string, string> };
}

/** The visitor of this device, as all tabs know it. */
export interface Visitor {
  /** Takes over what pages and other tabs have written. */
  load(): Promise<void>;
  row(): Readonly<VisitorRow>;
  /** Changes the memory in one step, on top of what other tabs wrote meanwhile. */
  change(edit: (row: VisitorRow) => void): Promise<void>;
  /** The random id, made and kept at the first call. */
  id(): string;
  /** Counts this moment as activity, if there is a visit to prolong. */
  touch(): void;
  /** Another person: a new id and visit, without the old histories; the cooldown stays. */
  reset(): Promise<void>;
}

/** Whom a history belongs to: a user by a hash of the id, or else the visitor of the device. */
export const ownerOf = (user: string | undefined) => (user === undefined ? "" : `u${hash(user)}`);

export function createVisitor(store: Store, now: () => number = Date.now): Visitor {
  let current: VisitorRow = { rev: 0, activeAt: now(), visits: 1, prompts: 0, promptedAt: 0, histories: {} };

  /** A visit that has run out gives way to the next. */
  function renew(row: VisitorRow): void {
    if (Math.abs(now() - row.activeAt) >= VISIT_MS) {
      row.visits++;
      row.prompts = 0;
    }
    row.activeAt = now();
  }

  function change(edit: (row: VisitorRow) => void): Promise<void> {
    let newest: VisitorRow | undefined;
    return store.change<VisitorRow>(VISITOR, (stored) => {
      // A store that fails after this leaves the same change to the next one.
      newest = newest || current;
      if (stored?.histories && stored.rev >= newest.rev) newest = stored;
      const next = JSON.parse(JSON.stringify(newest)) as VisitorRow;
      edit(next);
      next.rev++;
      current = next;
      return next;
    });
  }

  return {
    async load() {
      const stored = (await store.entries()).get(VISITOR) as VisitorRow | undefined;
      if (stored?.histories) {
        current = stored;
        await change(renew);
      }
    },
    row: () => current,
    change,
    id() {
      const id = current.id || makeIdentifier();
      if (!current.id) {
        current.id = id;
        // Another tab may have made one meanwhile; the stored one stays.
        void change((row) => {
          row.id = row.id || id;
        });
      }
      return id;
    },
    touch() {
      if (current.rev && now() - current.activeAt > 60_000) void change(renew);
    },
    reset: () =>
      change((row) => {
        row.id = makeIdentifier();
        row.histories[""] = {};
        delete row.firstAt;
        row.visits = 1;
        row.prompts = 0;
      }),
  };
}
