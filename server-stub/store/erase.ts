import { randomUUID } from "node:crypto";
import type { Erased } from "../answers/site.ts";
import { noteChanges } from "./changes.ts";
import { chunksOf } from "./paging.ts";
import type { Store } from "./store.ts";
import { ERASED_REV, type ErasureRow, type NewRecordRow } from "./tables.ts";
import { retry } from "./unavailable.ts";

/**
 * Erases records with everything that was set aside under their ids: other contents, their cases with notes and
 * history, the links that were made for these, and messages about them. What stays is the random id, so that a copy
 * that arrives late from some device is not taken for news.
 *
 * @param ids - of records of the site
 */
export async function eraseRecords(
  { writer }: Pick<Store, "writer">,
  site: string,
  ids: readonly string[],
  now: Date,
): Promise<Erased> {
  const time = now.toISOString();
  const erased = nothingErased();
  for (const some of chunksOf(ids)) {
    const done = await writer.transaction().execute(async (db) => {
      const gone = await db
        .updateTable("records")
        .set(erasedRow(time))
        .where("site", "=", site)
        .where("id", "in", some)
        .where("survey", "!=", "")
        .returning("id")
        .execute();
      const conflicts = await db
        .deleteFrom("record_conflicts")
        .where("site", "=", site)
        .where("id", "in", some)
        .executeTakeFirst();
      const links = await db
        .deleteFrom("links")
        .where("site", "=", site)
        .where("case_id", "in", (eb) =>
          eb.selectFrom("cases").select("id").where("site", "=", site).where("record", "in", some),
        )
        .executeTakeFirst();
      const cases = await db
        .deleteFrom("cases")
        .where("site", "=", site)
        .where("record", "in", some)
        .returning("id")
        .execute();
      const messages = await db
        .deleteFrom("messages")
        .where("site", "=", site)
        .where("record", "in", some)
        .executeTakeFirst();
      if (cases.length)
        await db
          .deleteFrom("changes")
          .where("site", "=", site)
          .where("kind", "=", "case")
          .where(
            "id",
            "in",
            cases.map(({ id }) => id),
          )
          .execute();
      // Figures have changed.
      await noteChanges(db, { site, kind: "record", ids: gone.map(({ id }) => id) });
      return {
        records: gone.length,
        conflicts: Number(conflicts.numDeletedRows),
        cases: cases.length,
        links: Number(links.numDeletedRows),
        messages: Number(messages.numDeletedRows),
      };
    });
    addErased(erased, done);
  }
  return erased;
}

/** To count from. */
export function nothingErased(): Erased {
  return { records: 0, conflicts: 0, cases: 0, links: 0, messages: 0 };
}

/** Adds to a count what was erased besides. */
export function addErased(total: Erased, more: Erased): void {
  for (const kind of ["records", "conflicts", "cases", "links", "messages"] as const)
    total[kind] += more[kind];
}

/** Erases links that were made for people, and says how many. */
export async function eraseLinks(
  { writer }: Pick<Store, "writer">,
  site: string,
  ids: readonly string[],
): Promise<number> {
  let erased = 0;
  for (const some of chunksOf(ids)) {
    const { numDeletedRows } = await writer
      .deleteFrom("links")
      .where("site", "=", site)
      .where("id", "in", some)
      .executeTakeFirst();
    erased += Number(numDeletedRows);
  }
  return erased;
}

/** What is left of an erased record besides site and id. */
export function erasedRow(time: string): Omit<NewRecordRow, "site" | "id"> {
  return {
    rev: ERASED_REV,
    survey: "",
    state: "erased",
    shown_at: time,
    clock: "sent",
    received_at: time,
    updated_at: time,
    identity: "none",
    user_id: null,
    visitor: null,
    digest: "",
    body: "{}",
    tags: null,
  };
}

/** A content that was set aside, by its key. */
interface ConflictKey {
  id: string;
  rev: number;
  digest: string;
}

/** Erases contents that were set aside under other people's records, and says how many. */
export async function eraseConflicts(
  { writer }: Pick<Store, "writer">,
  site: string,
  keys: readonly ConflictKey[],
): Promise<number> {
  let erased = 0;
  for (const { id, rev, digest } of keys) {
    const { numDeletedRows } = await writer
      .deleteFrom("record_conflicts")
      .where("site", "=", site)
      .where("id", "=", id)
      .where("rev", "=", rev)
      .where("digest", "=", digest)
      .executeTakeFirst();
    erased += Number(numDeletedRows);
  }
  return erased;
}

/** Which erasure it was: where, how it was said what to erase, and whose token asked for it. */
type ErasureCause = Pick<ErasureRow, "site" | "kind" | "token">;

/** Notes that something was erased, in counts alone; where nothing was, there is nothing to note. */
export async function recordErasure(
  { writer }: Pick<Store, "writer">,
  cause: ErasureCause,
  erased: Erased,
  now: Date,
): Promise<void> {
  if (Object.values(erased).every((count) => count === 0)) return;
  const row: ErasureRow = { ...cause, ...erased, id: randomUUID(), at: now.toISOString() };
  await retry(() => writer.insertInto("erasures").values(row).execute());
}

/** Which erasures are wanted. */
interface ErasureSelection {
  site: string;
  /** Only those that a token of this name asked for. */
  token?: string | undefined;
  limit: number;
}

/** The erasures of a site, newest first. */
export function readErasures(
  { reader }: Pick<Store, "reader">,
  { site, token, limit }: ErasureSelection,
): Promise<ErasureRow[]> {
  let query = reader.selectFrom("erasures").selectAll().where("site", "=", site);
  if (token !== undefined) query = query.where("token", "=", token);
  return query.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute();
}
