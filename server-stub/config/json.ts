import { readFileSync } from "node:fs";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { reasonOf, whyUnreadable } from "../failure.ts";
import { decodeUtf8, EncodingError } from "./utf8.ts";

/** A file that should hold JSON cannot be read as such; the message says why and where. */
export class JsonFileError extends Error {
  /** Stable, for programs. */
  readonly code = "unreadable_json";
}

/**
 * The text of a file, without byte order mark.
 *
 * @throws JsonFileError with a sentence that does not repeat the file's name
 */
export function readTextFile(path: string): string {
  try {
    return decodeUtf8(readFileSync(path));
  } catch (error) {
    throw new JsonFileError(error instanceof EncodingError ? error.message : whyUnreadable(error));
  }
}

/**
 * Parses JSON text.
 *
 * @throws JsonFileError with line and column of the first fault (engines tell them only sometimes)
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const faults: ParseError[] = [];
    parse(text, faults, { disallowComments: true, allowTrailingComma: false });
    const fault = faults[0];
    if (!fault) throw new JsonFileError(reasonOf(error));
    const before = text.slice(0, fault.offset).split("\n");
    const column = (before[before.length - 1]?.length ?? 0) + 1;
    const found = /^[ \t\r\n]*([^\s,:{}[\]]+|\S)?/.exec(text.slice(fault.offset))?.[1];
    throw new JsonFileError(
      `line ${before.length}, column ${column}: found ${found?.slice(0, 30) ?? "the end of the file"}, ` +
        `expected ${EXPECTED[printParseErrorCode(fault.error)] ?? "valid JSON"}`,
    );
  }
}

const EXPECTED: Record<string, string> = {
  ValueExpected: "a value",
  PropertyNameExpected: "a key in double quotes (the last entry has no comma after it)",
  ColonExpected: 'a ":"',
  CommaExpected: 'a ","',
  CloseBraceExpected: 'a "}"',
  CloseBracketExpected: 'a "]"',
  EndOfFileExpected: "the end of the file",
  InvalidCommentToken: "no comment (JSON has none)",
  UnexpectedEndOfString: "a closing double quote",
  InvalidSymbol: "a value (texts stand in double quotes)",
  InvalidCharacter: "no control character inside a text",
  InvalidEscapeCharacter: 'an escape such as \\n or \\"',
  InvalidUnicode: "four hex digits after \\u",
  InvalidNumberFormat: "a number",
};
