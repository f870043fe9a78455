import type { Question } from "../../widget/manifest/schema.ts";
import type { Figures, Group, QuestionFigures } from "../answers/results.ts";
import { printFigure, printNumber, printPoints, toldFigureOf } from "./figure.ts";
import { questionTable } from "./questionTable.ts";
import type { Report } from "./readReport.ts";
import { DASH, type ReportTable, titleOf } from "./table.ts";
import { type ReportLanguage, type ReportWords, reportWords } from "./words.ts";

/** A report as tables: the main figures, then each question, groups, steps. */
export function tablesOf(report: Report, language: ReportLanguage): ReportTable[] {
  const words = reportWords(language);
  const { results, questions, timeZone } = report;
  const tables = [mainTable(report, words, language)];
  for (const [id, question] of questions) {
    const figures = results.questions[id];
    const table = figures && questionTable(question, figures, { words, language, timeZone });
    if (table) tables.push(table);
  }
  const columns = [...questions].filter(([, question]) => toldFigureOf(question));
  const head = [words.shown, words.answered, ...columns.flatMap(([, one]) => [titleOf(one, language), "n"])];
  const cells = (figures: Figures) => [
    printNumber(figures.shown, language),
    printNumber(figures.answered, language),
    ...columns.flatMap(([id, question]) => cellsOf(question, figures.questions[id], words, language)),
  ];
  if (results.groups)
    tables.push({
      title: `${words.groups} ${results.by ?? ""}`,
      head: ["", ...head],
      rows: rowsOf(results.groups, "", words, cells),
    });
  if (results.series)
    tables.push({
      title: words.trend,
      head: [words.day, ...head],
      rows: results.series.map((step) => [step.at, ...cells(step)]),
    });
  return tables;
}

function rowsOf(
  groups: readonly Group[],
  above: string,
  words: ReportWords,
  cells: (figures: Figures) => string[],
): string[][] {
  return groups.flatMap((group) => {
    const value = `${above}${group.value ?? words.none}`;
    return [[value, ...cells(group)], ...rowsOf(group.groups ?? [], `${value} / `, words, cells)];
  });
}

function cellsOf(
  question: Question,
  figures: QuestionFigures | undefined,
  words: ReportWords,
  language: ReportLanguage,
): string[] {
  // A group may have been asked another kind of question than the whole.
  if (figures?.type !== question.type) return [DASH, "0"];
  const { value = DASH } = printFigure(question, figures, words, language) ?? {};
  return [value === DASH && figures.n ? words.few : value, printNumber(figures.n, language)];
}

function mainTable(
  { results, questions }: Report,
  words: ReportWords,
  language: ReportLanguage,
): ReportTable {
  const { compare } = results;
  const rows = [...questions].flatMap(([id, question]) => {
    const figures = results.questions[id];
    const printed = figures && printFigure(question, figures, words, language);
    if (!figures || !printed) return [];
    const row = [
      titleOf(question, language),
      `${printed.label} ${printed.number === null && figures.n ? words.few : printed.value}`,
      printed.interval,
      printNumber(figures.n, language),
    ];
    if (!compare) return [row];
    const difference = compare.questions[id];
    if (!difference || difference.difference === null) return [[...row, DASH]];
    const points = difference.difference * (toldFigureOf(question)?.factor ?? 1);
    const verdict = difference.change === "chance" ? words.maybeChance : words.beyondChance;
    return [[...row, `${printPoints(points, language)} (${verdict})`]];
  });
  const head = [words.question, words.figure, words.interval, "n"];
  return { title: "", head: compare ? [...head, words.change] : head, rows };
}
