import { createHash } from "node:crypto";
import { chunksOf } from "./paging.ts";
import type { Store } from "./store.ts";
import type { ConflictRow, Db, RecordRow } from "./tables.ts";

/** Bytes of an id that stand in the index as they are. */
const MAX_KEY_BYTES = 256;

/**
 * A user's id as the column `user_id` has it: itself, or its hash where it is long. PostgreSQL refuses rows whose
 * indexed values together exceed 2,704 bytes, and an answer must not be lost over that; the record's body keeps
 * the id itself.
 */
export function userKey(id: string): string {
  if (Buffer.byteLength(id) <= MAX_KEY_BYTES) return id;
  return `sha256:${createHash("sha256").update(id).digest("hex")}`;
}

/** A person as a site knows them: by the site's own id of a user, by a browser, or by one showing only. */
export interface Person {
  site: string;
  by: "user" | "visitor" | "record";
  id: string;
}

/** All that is kept of a person. */
export interface PersonRows {
  records: RecordRow[];
  /** Other contents under known revisions that name the person, or belong to one of the records. */
  conflicts: ConflictRow[];
}

/** Reads all that is kept of a person, oldest first. */
export async function readPerson({ reader }: Pick<Store, "reader">, person: Person): Promise<PersonRows> {
  const column = ({ user: "user_id", visitor: "visitor", record: "id" } as const)[person.by];
  const records = await reader
    .selectFrom("records")
    .selectAll()
    .where("site", "=", person.site)
    .where(column, "=", person.by === "user" ? userKey(person.id) : person.id)
    .where("survey", "!=", "")
    .orderBy("shown_at")
    .orderBy("id")
    .execute();
  const conflicts = new Map<string, ConflictRow>();
  const keep = (rows: readonly ConflictRow[]) => {
    for (const row of rows) conflicts.set(JSON.stringify([row.id, row.rev, row.digest]), row);
  };
  const ids = records.map(({ id }) => id);
  for (const some of chunksOf(ids)) keep(await conflictsOf(reader, person.site, some));
  keep(await conflictsNaming(reader, person));
  return { records, conflicts: [...conflicts.values()] };
}

function conflictsOf(db: Db, site: string, ids: readonly string[]): Promise<ConflictRow[]> {
  return db
    .selectFrom("record_conflicts")
    .selectAll()
    .where("site", "=", site)
    .where("id", "in", ids)
    .execute();
}

/** Contents that were set aside have no columns of their own: they are found by their text and then read. */
async function conflictsNaming(db: Db, { site, by, id }: Person): Promise<ConflictRow[]> {
  if (by === "record") return conflictsOf(db, site, [id]);
  const text = `${by === "user" ? '"id"' : '"visitor"'}:${JSON.stringify(id)}`;
  const rows = await db
    .selectFrom("record_conflicts")
    .selectAll()
    .where("site", "=", site)
    .where((eb) =>
      eb(
        eb.fn<number>("length", [eb.fn("replace", ["body", eb.val(text), eb.val("")])]),
        "<",
        eb.fn<number>("length", ["body"]),
      ),
    )
    .execute();
  return rows.filter(({ body }) => {
    const record: { visitor?: string; user?: { id?: string } } = JSON.parse(body);
    return (by === "user" ? record.user?.id : record.visitor) === id;
  });
}
