import type { Answer } from "../../widget/record/schema.ts";
import { BYTE_ORDER_MARK, type Cell, serializeRow } from "../csv.ts";
import { type Conditions, meets } from "../results/dimension.ts";
import { type RecordSelection, streamRecords } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import { type ExportedRecord, exportRecord } from "./exported.ts";

/** The records of a selection that meet some conditions. */
export async function* exportRecords(
  store: Store,
  selection: RecordSelection,
  where: Conditions,
): AsyncGenerator<ExportedRecord> {
  for await (const row of streamRecords(store, selection)) {
    const record = exportRecord(row);
    if (meets(record, where)) yield record;
  }
}

/** One line of JSON for each record. */
export async function* serializeNdjson(records: AsyncIterable<ExportedRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

/**
 * Records as CSV in UTF-8 with byte order mark.
 *
 * @param read - reads the records; called twice, first for the columns
 */
export async function* serializeCsv(read: () => AsyncIterable<ExportedRecord>): AsyncGenerator<string> {
  const found = new Set<string>();
  for await (const record of read()) for (const column of cellsOf(record).keys()) found.add(column);
  const own = [...found].filter((column) => !FIXED_COLUMNS.includes(column));
  const group = (prefix: string) => own.filter((column) => column.startsWith(prefix));
  const columns = [
    ...FIXED_COLUMNS,
    ...group("answer."),
    ...group("trait.").sort(),
    ...group("prop.").sort(),
  ];
  yield BYTE_ORDER_MARK + serializeRow(columns);
  for await (const record of read()) {
    const cells = cellsOf(record);
    yield serializeRow(columns.map((column) => cells.get(column)));
  }
}

const FIXED: Record<string, (record: ExportedRecord) => Cell> = {
  id: (record) => record.id,
  rev: (record) => record.rev,
  survey: (record) => record.survey,
  surveyRevision: (record) => record.surveyRevision,
  touchpoint: (record) => record.touchpoint,
  state: (record) => record.state,
  shownAt: (record) => record.correctedShownAt,
  sentShownAt: (record) => record.shownAt,
  changedAt: (record) => record.changedAt,
  receivedAt: (record) => record.receivedAt,
  updatedAt: (record) => record.updatedAt,
  verified: (record) => record.verified,
  identity: (record) => record.identity,
  visitor: (record) => record.visitor,
  user: (record) => record.user?.id,
  locale: (record) => record.locale,
  platform: (record) => record.platform,
  device: (record) => record.device,
  page: (record) => record.page?.url,
  referrer: (record) => record.page?.referrer,
  trigger: (record) => record.trigger.on,
  event: (record) => record.trigger.name,
  path: (record) => record.path.join("; "),
  tags: (record) => record.tags.join("; "),
};

/** The columns that every export has, in their order. */
const FIXED_COLUMNS: readonly string[] = Object.keys(FIXED);

/**
 * A record's cells by column: the fixed ones, then `answer.ID` (and `answer.ID.PART` for what has parts),
 * `trait.NAME` and `prop.NAME`.
 */
function cellsOf(record: ExportedRecord): Map<string, Cell> {
  const cells = new Map<string, Cell>(Object.entries(FIXED).map(([name, read]) => [name, read(record)]));
  for (const [id, answer] of Object.entries(record.answers)) addAnswer(cells, `answer.${id}`, answer);
  for (const [name, value] of Object.entries(record.user?.traits ?? {}))
    cells.set(`trait.${name}`, value ?? undefined);
  for (const [name, value] of Object.entries(record.trigger.props ?? {}))
    cells.set(`prop.${name}`, value ?? undefined);
  return cells;
}

function addAnswer(cells: Map<string, Cell>, column: string, answer: Answer): void {
  if (Array.isArray(answer))
    cells.set(
      column,
      answer.map((one) => (typeof one === "string" ? one : `other: ${one.other}`)).join("; "),
    );
  else if (typeof answer === "object")
    for (const [part, value] of Object.entries(answer)) cells.set(`${column}.${part}`, value);
  else cells.set(column, answer);
}
