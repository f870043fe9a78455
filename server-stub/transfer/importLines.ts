import { problemsWith } from "../../widget/manifest/problem.ts";
import { importRecords } from "../store/import.ts";
import type { Store } from "../store/store.ts";
import { Line } from "./line.ts";
import { type ImportedRow, rowOf } from "./rows.ts";

/** A line of an import cannot be used. */
export class ImportError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_import";
}

/** What an import did. */
interface Imported {
  site: string;
  /** Records that were new, or newer than what was known. */
  records: number;
  /** Records that were known. */
  known: number;
}

/** What stands in an export. */
interface Checked {
  /** Whether its last line says that it is whole; exports of early versions have no such line. */
  isEnded: boolean;
}

const BATCH_SIZE = 200;

/**
 * Reads an export to its end, and takes nothing in.
 *
 * @throws ImportError with the number of the line that cannot be used, or where the export was cut
 */
export async function checkLines(lines: AsyncIterable<string>): Promise<Checked> {
  let header: Extract<Line, { type: "askling" }> | undefined;
  let content = 0;
  let end: Extract<Line, { type: "end" }> | undefined;
  for await (const [line, number] of parsedLines(lines)) {
    if (end)
      throw new ImportError(`line ${number}: found a line behind the end of the export, expected none`);
    if (line.type === "askling") header ??= line;
    else if (!header) throw new ImportError(`line ${number}: expected the header of an export first`);
    else if (line.type === "end") end = line;
    else content += 1;
  }
  if (!header) throw new ImportError("expected an export, found nothing");
  if (header.ends && !end)
    throw new ImportError(`the file was cut: its last line is missing, ${content} lines before it are here`);
  if (end && end.lines !== content)
    throw new ImportError(`${content} lines are here, and its last line speaks of ${end.lines}`);
  return { isEnded: end !== undefined };
}

/**
 * Takes in the lines of an export, which were checked before. What is known stays, a higher revision replaces a lower
 * one: it may be repeated, and may meet data that came in meanwhile.
 *
 * @param as - key of the site to import into. Default: the one that was exported
 * @param tell - told after each portion how many lines are in
 */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string>,
  as?: string,
  tell: (lines: number) => void = () => {},
): Promise<Imported> {
  let waiting: ImportedRow[] = [];
  let site = as ?? "";
  let read = 0;
  let records = 0;
  let last = 0;
  const write = async () => {
    records += await importRecords(store, waiting);
    waiting = [];
    tell(last);
  };
  for await (const [line, number] of parsedLines(lines)) {
    last = number;
    if (line.type === "askling") site = as ?? line.site;
    const row = rowOf(line, site);
    if (!row) continue;
    if (row.table === "records") read += 1;
    waiting.push(row);
    if (waiting.length >= BATCH_SIZE) await write();
  }
  await write();
  return { site, records, known: read - records };
}

/** Lines with their numbers; empty ones are passed over. */
async function* parsedLines(lines: AsyncIterable<string>): AsyncGenerator<[line: Line, number: number]> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== "") yield [parseLine(text, number), number];
  }
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
