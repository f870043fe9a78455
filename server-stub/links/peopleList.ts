import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import * as z from "zod/mini";
import { decodeUtf8Stream, EncodingError } from "../config/utf8.ts";
import { codeOf, whyUnreadable } from "../failure.ts";
import type { LinkPerson } from "./links.ts";

/** A list of people cannot be used; the message names line and column. */
export class PeopleError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_people";
}

/** One line of a list of people. */
export interface ListedPerson {
  /** As they were written, in the order of the columns. */
  cells: string[];
  person: LinkPerson;
}

/** A list of people, as it is read. */
interface PeopleList {
  columns: readonly string[];
  /** Whether the file begins with a byte order mark. */
  hasMark: boolean;
  /** What is odd about the lines read so far, in sentences: empty ones, those without a user, and people who are listed twice. */
  oddities(): string[];
  people: AsyncIterable<ListedPerson>;
}

/** The column with the site's own id of a person. */
const USER = "user";
/** The column that tells how a person is reached. All others hold traits. */
const CHANNEL = "channel";
/** The column that is added, which must not be there yet. */
export const LINK = "link";
/** As long as names in records may be. */
const MAX_NAME_LENGTH = 100;
const MAX_CELL_LENGTH = 1_000;
/** Of the traits of one person, as JSON: a record has 16 KB for everything. */
const MAX_LINE_LENGTH = 4_000;

const Row = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/**
 * Reads a list of people: CSV (RFC 4180) in UTF-8 whose first line names the columns. It is read as a stream, so that
 * its length does not matter.
 *
 * @throws PeopleError at once for the first line, and while `people` is read for the others
 */
export async function openPeople(path: string): Promise<PeopleList> {
  const text = readPieces(path);
  const start = await text.next();
  const first = start.done ? "" : start.value;
  const rows = readRows(first, text);
  const head = await rows.next();
  if (head.done) throw new PeopleError("line 1: found nothing, expected the names of the columns");
  const columns = head.value.record.map((name) => name.trim());
  checkColumns(columns);
  const notes = createNotes();
  return {
    columns,
    hasMark: first.startsWith("\ufeff"),
    oddities: notes.sentences,
    people: readPeople(columns, rows, notes),
  };
}

/** What is odd about a list without being wrong. */
interface Notes {
  empty(line: number): void;
  person(user: string, line: number): void;
  /** A line that names no user in a list of users. */
  nobody(line: number): void;
  sentences(): string[];
}

/** People who are listed again that are named, by their lines. */
const MAX_NAMED = 5;

const say = (count: number, one: string, several: string, rest: string) =>
  count ? `${count} ${count === 1 ? one : several} ${rest}` : "";

const firstOf = ([line]: readonly number[]) => `, the first is line ${line}`;

function createNotes(): Notes {
  const empty: number[] = [];
  const nameless: number[] = [];
  const firstLines = new Map<string, number>();
  const again: [line: number, first: number][] = [];
  return {
    empty: (line) => void empty.push(line),
    nobody: (line) => void nameless.push(line),
    person(user, line) {
      const first = firstLines.get(user);
      if (first === undefined) firstLines.set(user, line);
      else again.push([line, first]);
    },
    sentences() {
      const named = again
        .slice(0, MAX_NAMED)
        .map(([line, first]) => `line ${line} (first on line ${first})`)
        .join(", ");
      const more = again.length > MAX_NAMED ? ` and ${again.length - MAX_NAMED} more` : "";
      return [
        say(empty.length, "line of empty cells is", "lines of empty cells are", `left out${firstOf(empty)}`),
        say(
          nameless.length,
          "line names",
          "lines name",
          `no user: their links are nobody's${firstOf(nameless)}`,
        ),
        say(
          again.length,
          "person is listed again and gets",
          "people are listed again and get",
          `another link: ${named}${more}`,
        ),
      ].filter(Boolean);
    },
  };
}

async function* readRows(first: string, rest: AsyncIterable<string>): AsyncGenerator<z.infer<typeof Row>> {
  const options = { info: true, bom: true, relax_column_count: true, skip_empty_lines: true };
  const parser = parse({ ...options, max_record_size: MAX_LINE_LENGTH * 2 });
  const text = async function* () {
    yield first;
    yield* rest;
  };
  // What breaks the file ends the parser, which tells it below.
  pipeline(Readable.from(text()), parser, () => {});
  try {
    for await (const row of parser) yield Row.parse(row);
  } catch (error) {
    throw explain(error);
  }
}

async function* readPieces(path: string): AsyncGenerator<string> {
  try {
    yield* decodeUtf8Stream(createReadStream(path));
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (error instanceof EncodingError) return new PeopleError(error.message);
  if (error instanceof CsvError) {
    const line = /at line (\d+)/.exec(error.message)?.[1] ?? "?";
    return new PeopleError(`line ${line}: found ${WRONG[error.code] ?? error.message}`);
  }
  return /^E(?:NOENT|ISDIR|ACCES)$/.test(codeOf(error)) ? new PeopleError(whyUnreadable(error)) : error;
}

const WRONG: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "a quote that is opened and never closed, expected a closing one",
  CSV_INVALID_CLOSING_QUOTE: "text behind a closing quote, expected a comma or the end of the line",
  INVALID_OPENING_QUOTE: "a quote within a cell, expected the whole cell in quotes and the quote doubled",
  CSV_MAX_RECORD_SIZE: `a line of more than ${MAX_LINE_LENGTH * 2} characters, expected fewer`,
};

function checkColumns(columns: readonly string[]): void {
  for (const [index, name] of columns.entries()) {
    const refuse = (found: string, expected: string) =>
      new PeopleError(`line 1, column ${index + 1}: found ${found}, expected ${expected}`);
    if (!name) throw refuse("no name", "one for every column");
    if (name === LINK) throw refuse(`the name "${LINK}"`, "another one: the addresses are put there");
    if (name.length > MAX_NAME_LENGTH) throw refuse("a longer name", `at most ${MAX_NAME_LENGTH} characters`);
    if (columns.indexOf(name) < index) throw refuse(`${JSON.stringify(name)} again`, "each name once");
    if (name !== USER && name.toLowerCase() === USER && !columns.includes(USER))
      throw refuse(JSON.stringify(name), JSON.stringify(USER));
    const parts = name.split(/[;\t]/);
    if (
      parts.length > 1 &&
      (columns.length === 1 || parts.some((part) => part.trim().toLowerCase() === USER))
    )
      throw refuse("a semicolon or tab between names", "commas between the columns");
  }
}

async function* readPeople(
  columns: readonly string[],
  rows: AsyncIterable<z.infer<typeof Row>>,
  notes: Notes,
): AsyncGenerator<ListedPerson> {
  for await (const { record: cells, info } of rows) {
    const line = `line ${info.lines}`;
    // Spreadsheets keep rows that were emptied.
    if (cells.every((cell) => !cell.trim())) {
      notes.empty(info.lines);
      continue;
    }
    if (cells.length !== columns.length)
      throw new PeopleError(`${line}: found ${cells.length} cells, expected ${columns.length} as in line 1`);
    for (const [index, cell] of cells.entries())
      if (cell.length > MAX_CELL_LENGTH || cell.includes("\0"))
        throw new PeopleError(
          `${line}, column ${columns[index]}: found a cell that is too long or has a NUL in it, ` +
            `expected at most ${MAX_CELL_LENGTH} characters`,
        );
    const named = columns.map((name, index) => [name, cells[index]?.trim() ?? ""] as const);
    const user = named.find(([name]) => name === USER)?.[1];
    const channel = named.find(([name]) => name === CHANNEL)?.[1];
    if (channel && channel.length > MAX_NAME_LENGTH)
      throw new PeopleError(
        `${line}, column ${CHANNEL}: found a longer name, expected at most ${MAX_NAME_LENGTH} characters`,
      );
    // An empty cell says nothing, rather than that something is empty.
    const traits = Object.fromEntries(
      named.filter(([name, value]) => name !== USER && name !== CHANNEL && value),
    );
    if (JSON.stringify(traits).length > MAX_LINE_LENGTH)
      throw new PeopleError(
        `${line}: found too much text, expected at most ${MAX_LINE_LENGTH} characters a line`,
      );
    if (user) notes.person(user, info.lines);
    else if (user !== undefined) notes.nobody(info.lines);
    yield { cells, person: { ...(user ? { user } : {}), ...(channel ? { channel } : {}), traits } };
  }
}
