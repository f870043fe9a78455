import { BYTE_ORDER_MARK, serializeRow } from "../csv.ts";
import { type Conditions, meets } from "../results/dimension.ts";
import { type RecordSelection, streamRecords } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import { cellsOf, FIXED_COLUMNS } from "./columns.ts";
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
export async function* printNdjson(records: AsyncIterable<ExportedRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

/**
 * Records as CSV in UTF-8 with byte order mark.
 *
 * @param read - reads the records; called twice, first for the columns
 */
export async function* printCsv(read: () => AsyncIterable<ExportedRecord>): AsyncGenerator<string> {
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
