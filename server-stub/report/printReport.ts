import Table from "cli-table3";
import { headlineOf } from "./headline.ts";
import type { Report } from "./readReport.ts";
import type { ReportTable } from "./table.ts";
import { tablesOf } from "./tables.ts";
import { type ReportLanguage, reportWords } from "./words.ts";

/** A report as text for a terminal. */
export function printReport(report: Report, language: ReportLanguage): string {
  const [period, parts] = headlineOf(report, language);
  const head = [`${reportWords(language).title}: ${report.name}`, period, parts];
  return [head.join("\n"), ...tablesOf(report, language).map(printTable)].join("\n\n");
}

/** What respondents wrote could otherwise move the cursor or colour the terminal. */
const CONTROLS = /[\p{Cc}\p{Cf}]+/gu;

function printTable({ title, head, rows }: ReportTable): string {
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
