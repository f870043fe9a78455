import { sql } from "kysely";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import { PAGE_SIZE, pagesOf, readAhead } from "./paging.ts";
import type { Store } from "./store.ts";
import type { RecordRow } from "./tables.ts";

/** A place in the order of records: by time of showing, then id. */
interface RecordPlace {
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

/** Rows without all but their content are small. */
const CONTENT_PAGE_SIZE = 1_000;

/** What of a record its figures are computed from. */
interface RecordContent extends RecordPlace {
  record: SurveyRecord;
  tags: readonly string[] | null;
}

/** All records of a selection, a page at a time. */
export async function* streamRecords(store: Store, selection: RecordSelection): AsyncGenerator<RecordRow> {
  const pages = pagesOf<RecordRow>((last) => {
    const after = last ? { shownAt: last.shown_at, id: last.id } : selection.after;
    return readRecords(store, { ...selection, after }, PAGE_SIZE);
  });
  for await (const rows of readAhead(pages)) yield* rows;
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
  const pages = pagesOf<RecordContent>(async (last) => {
    const after = last ?? selection.after;
    const page = select(store, { ...selection, after }, CONTENT_PAGE_SIZE).select([
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
  }, CONTENT_PAGE_SIZE);
  return readAhead(pages);
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
