import Table from "cli-table3";
import { createReportFormat, type ReportTable } from "./format.ts";
import type { Report } from "./readReport.ts";
import { headlineOf, tablesOf } from "./tables.ts";
import type { ReportLanguage } from "./words.ts";

/** A report as text for a terminal. */
export function formatReport(report: Report, language: ReportLanguage): string {
  const format = createReportFormat(language);
  const head = [`${format.words.title}: ${report.name}`, ...headlineOf(report, format)];
  return [head.join("\n"), ...tablesOf(report, format).map(formatTable)].join("\n\n");
}

/** What respondents wrote could otherwise move the cursor or colour the terminal. */
const CONTROLS = /[\p{Cc}\p{Cf}]+/gu;

function formatTable({ title, head, rows }: ReportTable): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column ? "right" : "left")),
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    wrapOnWordBoundary: false,
    colWidths: head.map((_, column) => (column ? null : firstWidth(rows))),
  });
  for (const row of rows) table.push(row.map((cell) => cell.replace(CONTROLS, " ")));
  return title ? `${title}\n${table.toString()}` : table.toString();
}

/** The first column holds titles and what people wrote: as wide as it must be, up to a half of a terminal. */
function firstWidth(rows: ReportTable["rows"]): number | null {
  return rows.some(([first = ""]) => first.length > 40) ? 48 : null;
}
