/** A cell; numbers keep all their digits. */
export type Cell = string | number | null | undefined;

/**
 * Rows as CSV (RFC 4180) in UTF-8 with byte order mark. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
export function printCsv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(printCell).join(",")}\r\n`).join("")}`;
}

function printCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
