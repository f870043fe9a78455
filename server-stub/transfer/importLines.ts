import { problemsWith } from "../../widget/manifest/problem.ts";
import { importRecords } from "../store/importRecords.ts";
import type { Store } from "../store/open.ts";
import { Line } from "./line.ts";
import { type ImportedRow, rowOf } from "./rows.ts";

/** A line of an import cannot be used. */
export class ImportError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_import";
}

/** What an import did. */
export interface Imported {
  site: string;
  /** Records that were new, or newer than what was known. */
  records: number;
  /** Records that were known. */
  known: number;
}

const PORTION = 200;

/**
 * Takes in the lines of an export. What is known stays, a higher revision replaces a lower one: it may be repeated,
 * and may meet data that came in meanwhile.
 *
 * @param as - key of the site to import into. Default: the one that was exported
 * @throws ImportError with the number of the line; what came before it is imported
 */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string>,
  as?: string,
): Promise<Imported> {
  let number = 0;
  let waiting: ImportedRow[] = [];
  let site: string | undefined;
  let read = 0;
  let records = 0;
  const write = async () => {
    records += await importRecords(store, waiting);
    waiting = [];
  };
  for await (const text of lines) {
    number += 1;
    if (text.trim() === "") continue;
    const line = parseLine(text, number);
    if (line.type === "askling") site = as ?? line.site;
    if (site === undefined) throw new ImportError(`line ${number}: expected the header of an export first`);
    const row = rowOf(line, site);
    if (!row) continue;
    if (row.table === "records") read += 1;
    waiting.push(row);
    if (waiting.length >= PORTION) await write();
  }
  await write();
  if (site === undefined) throw new ImportError("expected an export, found nothing");
  return { site, records, known: read - records };
}

/** Says where a line is wrong, and not what it holds. */
function parseLine(text: string, number: number): Line {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new ImportError(`line ${number}: expected JSON`);
  }
  const parsed = Line.safeParse(input);
  if (parsed.success) return parsed.data;
  const [problem] = problemsWith(Line, input);
  throw new ImportError(
    `line ${number}: ${problem?.path || "the line"}: expected ${problem?.expected ?? "a line of an export"}`,
  );
}
