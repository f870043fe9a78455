import type { Due } from "../prompt/triggers/trigger.ts";
import { type SurveyHistory, stricter } from "./eligibility/frequency.ts";
import { isVisitOver, type PaceMemory } from "./eligibility/pace.ts";
import { hash } from "./hash.ts";
import { makeIdentifier } from "./identifier.ts";
import type { Store } from "./store/fallback-store.ts";
import type { Row } from "./store/storage-backends.ts";

const VISITOR = "v";
/** Of the memory's form. A script that finds another one begins anew. */
const VERSION = 1;

/** What the device remembers of its visitor. Written only once there is something that the manifest needs. */
export interface VisitorRow extends Row, PaceMemory {
  version?: number;
  /** Random, made when first needed. */
  id?: string;
  /** First and last activity, milliseconds since 1970. */
  firstAt?: number;
  activeAt: number;
  /** Visits so far. */
  visits: number;
  /** Pages of this visit, if the manifest counts them. */
  pages?: number;
  /** Events that wait for their time, by survey and trigger. */
  due?: Record<string, Due>;
  /** Events that a page had to note before it could hear them: name, props, time. */
  reported?: [string, Due["props"], number][];
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
  /**
   * Another person: a new id and visit, without the old history and what waited; the cooldown stays.
   *
   * @param user - who was here: what the visitor has seen is remembered of them
   */
  reset(user: string | undefined): Promise<void>;
}

/** Whom a history belongs to: a user by a hash of the id, or else the visitor of the device. */
export const ownerOf = (user: string | undefined) => (user === undefined ? "" : `u${hash(user)}`);

/** What is stored, if it is a memory of this form: older scripts, and the page itself, can write there. */
function readRow(row: Partial<VisitorRow> | undefined): VisitorRow | undefined {
  return row?.histories && (row.version || VERSION) === VERSION ? (row as VisitorRow) : undefined;
}

/** Counts a moment as activity: a visit that has run out gives way to the next. */
export function renewVisit(row: VisitorRow, now: number): void {
  if (isVisitOver(row.activeAt, now)) {
    row.visits++;
    row.prompts = row.pages = 0;
  }
  row.activeAt = now;
}

export function createVisitor(store: Store, now: () => number = Date.now): Visitor {
  let current: VisitorRow = {
    rev: 0,
    version: VERSION,
    activeAt: now(),
    visits: 1,
    prompts: 0,
    promptedAt: 0,
    histories: {},
  };

  function change(edit: (row: VisitorRow) => void): Promise<void> {
    let newest: VisitorRow | undefined;
    return store.change<VisitorRow>(VISITOR, (stored) => {
      // A store that fails after this leaves the same change to the next one.
      newest = newest || current;
      const known = readRow(stored);
      if (known && known.rev >= newest.rev) newest = known;
      // What lies in the future, by a clock that was wrong, counts as now, or a survey would wait for years.
      const next = JSON.parse(JSON.stringify(newest), (key, value) =>
        /[dnt]At$/.test(key) && value > now() ? now() : value,
      ) as VisitorRow;
      edit(next);
      next.rev++;
      current = next;
      return next;
    });
  }

  /** Counts this moment as activity, to the minute. */
  async function touch(): Promise<void> {
    if (current.rev && Math.abs(now() - current.activeAt) > 60_000)
      await change((row) => renewVisit(row, now()));
  }

  return {
    async load() {
      const stored = readRow((await store.entries()).get(VISITOR) as Partial<VisitorRow> | undefined);
      // A visitor who clears the store in the middle of a visit is still here.
      if (stored && stored.rev >= current.rev) current = stored;
      await touch();
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
    touch: () => void touch(),
    reset: (user) =>
      change((row) => {
        const own = row.histories[""] || {};
        const owner = ownerOf(user);
        if (owner)
          for (const survey of Object.keys(own)) {
            const theirs = row.histories[owner] || {};
            row.histories[owner] = theirs;
            theirs[survey] = stricter(own[survey], theirs[survey]);
          }
        row.histories[""] = {};
        row.id = makeIdentifier();
        row.visits = 1;
        row.prompts = 0;
        for (const key of ["firstAt", "pages", "due", "reported"] as const) delete row[key];
      }),
  };
}
