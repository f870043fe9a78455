import { sql } from "kysely";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import type { Store } from "./store.ts";
import type { RecordRow } from "./tables.ts";

/** A place in the order of records: by time of showing, then id. */
export interface RecordPlace {
  shownAt: string;
  id: string;
}

/** Which records of a site's survey are wanted. */
export interface RecordSelection {
  site: string;
  survey: string;
  /** Inclusive, on the corrected time of showing. */
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Only what arrived or changed here at or after this time, or after this place in the order of changes. */
  changedSince?: Date | number | undefined;
  /** Only these states. */
  states?: readonly string[] | undefined;
  /** Only what comes after this place. */
  after?: RecordPlace | undefined;
}

/** One page of records, in their order. */
export function readRecords(store: Store, selection: RecordSelection, limit: number): Promise<RecordRow[]> {
  return select(store, selection, limit).selectAll().execute();
}

function select(
  { reader }: Store,
  { site, survey, from, to, changedSince, states, after }: RecordSelection,
  limit: number,
) {
  let query = reader
    .selectFrom("records")
    .where("site", "=", site)
    .where("survey", "=", survey)
    .orderBy("shown_at")
    .orderBy("id")
    .limit(limit);
  // One lower bound: of two the engine may seek by the first, and read every earlier page again for each page.
  const earliest = [from?.toISOString() ?? "", after?.shownAt ?? ""].sort()[1];
  if (earliest) query = query.where("shown_at", ">=", earliest);
  if (to) query = query.where("shown_at", "<", to.toISOString());
  if (changedSince instanceof Date) query = query.where("updated_at", ">=", changedSince.toISOString());
  else if (changedSince !== undefined)
    query = query.where("id", "in", (eb) =>
      eb
        .selectFrom("changes")
        .select("changes.id")
        .where("changes.site", "=", site)
        .where("changes.kind", "=", "record")
        .where("changes.place", ">", changedSince),
    );
  if (states?.length) query = query.where("state", "in", states);
  if (after)
    query = query.where((eb) => eb.or([eb("shown_at", ">", after.shownAt), eb("id", ">", after.id)]));
  return query;
}

const PAGE = 500;
/** Rows without all but their content are small. */
const CONTENT_PAGE = 1_000;

/** What of a record its figures are computed from. */
export interface RecordContent extends RecordPlace {
  record: SurveyRecord;
  tags: readonly string[] | null;
}

/**
 * All records of a selection, a page at a time. Between two pages other work gets its turn, so that a long
 * export does not hold up batches.
 */
export async function* streamRecords(store: Store, selection: RecordSelection): AsyncGenerator<RecordRow> {
  const read = async (after: RecordPlace | undefined) => {
    const rows = await readRecords(store, { ...selection, after }, PAGE);
    return rows.map((row) => ({ row, shownAt: row.shown_at, id: row.id }));
  };
  for await (const rows of pagesOf(read, PAGE, selection.after)) for (const { row } of rows) yield row;
}

/**
 * The contents of all records of a selection, in pages. The database puts each page together as one JSON text:
 * handing over and reading a row at a time would take longer than counting it.
 */
export function streamContents(
  store: Store,
  selection: RecordSelection,
): AsyncGenerator<readonly RecordContent[]> {
  // Ids are letters and digits, times have no quotes, body and tags are JSON.
  const row = sql`'{"id":"' || id || '","shownAt":"' || shown_at || '","record":' || body || ',"tags":' || coalesce(tags, 'null') || '}'`;
  const read = async (after: RecordPlace | undefined): Promise<RecordContent[]> => {
    const page = select(store, { ...selection, after }, CONTENT_PAGE).select([
      "id",
      "shown_at",
      "body",
      "tags",
    ]);
    const { rows } = await sql<{
      page: string;
    }>`select '[' || coalesce(string_agg(${row}, ','), '') || ']' as page from ${page.as("page")}`.execute(
      store.reader,
    );
    return JSON.parse(rows[0]?.page ?? "[]");
  };
  return pagesOf(read, CONTENT_PAGE, selection.after);
}

/** Pages until one is not full; each is asked for while the one before it is worked on. */
async function* pagesOf<Row extends RecordPlace>(
  read: (after: RecordPlace | undefined) => Promise<readonly Row[]>,
  size: number,
  after: RecordPlace | undefined,
): AsyncGenerator<readonly Row[]> {
  for (let coming = read(after); ; ) {
    const rows = await coming;
    const last = rows[rows.length - 1];
    if (!last || rows.length < size) {
      yield rows;
      return;
    }
    coming = read(last);
    // Who stops early never hears of it.
    coming.catch(() => undefined);
    // Lets the request reach the database's thread before this one is busy with the page, and others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    yield rows;
  }
}

/** The ids of a site's surveys that were shown, sorted; in a range (`to` exclusive), or ever. */
export async function readSurveyIds(
  { reader }: Pick<Store, "reader">,
  site: string,
  { from, to }: { from?: Date | undefined; to?: Date | undefined } = {},
): Promise<string[]> {
  let query = reader
    .selectFrom("records")
    .select("survey")
    .distinct()
    .where("site", "=", site)
    .where("survey", "!=", "");
  if (from) query = query.where("shown_at", ">=", from.toISOString());
  if (to) query = query.where("shown_at", "<", to.toISOString());
  return (await query.execute()).map(({ survey }) => survey).sort();
}
