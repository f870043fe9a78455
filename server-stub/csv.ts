/** A value of a cell; nothing leaves it empty. */
export type Cell = string | number | boolean | null | undefined;

/** Begins a file in UTF-8, so that spreadsheets read every language. */
export const BYTE_ORDER_MARK = "\uFEFF";

const LINE_BREAKS = "\\n\\r\\v\\f\\u0085\\u2028\\u2029";
/** What a spreadsheet may end a cell at, whatever the file's own delimiter is. */
const ENDS = `${LINE_BREAKS},;\\t|"`;
/** What cannot be seen, and is passed over before a formula. */
const BLANK = `(?:(?![${ENDS}])[\\s\\p{Cc}\\p{Cf}])*`;
/** Such as a telephone's: it is no formula, and stays what it is. */
const PLAIN_NUMBER = `[+-]\\d[\\d ]*(?:\\.\\d+)?(?![^${ENDS}])`;
const BEFORE_FORMULA = new RegExp(
  `(^|[${ENDS}])(?=${BLANK}[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])(?!${BLANK}${PLAIN_NUMBER})`,
  "gu",
);
const BEFORE_BLANK_OR_BAR = /^(?=\s*\||[\t\r\n])/u;
const NEEDS_QUOTES = new RegExp(`[${ENDS}]|^\\s|\\s$`, "u");

/**
 * A row of CSV (RFC 4180). Every cell with a line break, quote, comma, semicolon, tab or bar is quoted, and wherever
 * a spreadsheet could find a formula in a text, an apostrophe stands before it: also within the text, because a
 * spreadsheet that takes another delimiter than the comma pays no heed to the quotes around a cell.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function serializeRow(cells: readonly Cell[]): string {
  return `${cells.map(serializeCell).join(",")}\r\n`;
}

function serializeCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null || cell === undefined ? "" : String(cell);
  const safe = escapeFormulas(cell);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A text in which no spreadsheet finds a formula; a plain number is none. */
export function escapeFormulas(text: string): string {
  return text.replace(BEFORE_FORMULA, "$1'").replace(BEFORE_BLANK_OR_BAR, "'");
}
