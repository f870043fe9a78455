import type { Question } from "../../widget/manifest/schema.ts";
import type { Figures, Group, QuestionFigures } from "../answers/results.ts";
import { DASH, figureNameOf, type ReportFormat, type ReportTable } from "./format.ts";
import { questionTable } from "./questionTable.ts";
import type { Report } from "./readReport.ts";

/** The period of a report and how many took part, each as a sentence's worth. */
export function headlineOf({ results, timeZone }: Report, format: ReportFormat): [string, string] {
  const { words, language } = format;
  const { from, to, shown, answered, responseRate, completionRate } = results;
  const time = (text: string) =>
    new Date(text).toLocaleString(language, { timeZone, dateStyle: "medium", timeStyle: "short" });
  const ends = [from && `${words.from} ${time(from)}`, to && `${words.to} ${time(to)}`].filter(Boolean);
  const period = ends.length ? `${ends.join(" ")} (${timeZone})` : words.until;
  const parts = [
    `${format.number(shown)} ${words.shown}`,
    `${format.number(answered)} ${words.answered}`,
    `${words.response} ${format.share(responseRate)}`,
    `${words.completion} ${format.share(completionRate)}`,
  ];
  return [period, parts.join(" · ")];
}

/** A report as tables: the figures, then each question, groups, steps. */
export function tablesOf(report: Report, format: ReportFormat): ReportTable[] {
  const { words } = format;
  const { results, questions, timeZone } = report;
  const tables = [figuresTable(report, format)];
  for (const [id, question] of questions) {
    const figures = results.questions[id];
    const table = figures && questionTable(question, figures, format, timeZone);
    if (table) tables.push(table);
  }
  const columns = [...questions].filter(([, question]) => figureNameOf(question));
  const head = [
    words.shown,
    words.answered,
    ...columns.flatMap(([, question]) => [format.title(question), "n"]),
  ];
  const cells = (figures: Figures) => [
    format.number(figures.shown),
    format.number(figures.answered),
    ...columns.flatMap(([id, question]) => cellsOf(question, figures.questions[id], format)),
  ];
  const rowsOf = (groups: readonly Group[], above = ""): string[][] =>
    groups.flatMap((group) => {
      const value = `${above}${group.value ?? words.none}`;
      return [[value, ...cells(group)], ...rowsOf(group.groups ?? [], `${value} / `)];
    });
  if (results.groups)
    tables.push({
      title: `${words.groups} ${results.by ?? ""}`,
      head: ["", ...head],
      rows: rowsOf(results.groups),
    });
  if (results.series)
    tables.push({
      title: words.trend,
      head: [words.day, ...head],
      rows: results.series.map((step) => [step.at, ...cells(step)]),
    });
  return tables;
}

function cellsOf(question: Question, figures: QuestionFigures | undefined, format: ReportFormat): string[] {
  // A group may have been asked another kind of question than the whole.
  if (figures?.type !== question.type) return [DASH, "0"];
  return [format.figure(question, figures)?.value ?? DASH, format.number(figures.n)];
}

/** The figure of each question that has one, and how it has changed. */
function figuresTable({ results, questions }: Report, format: ReportFormat): ReportTable {
  const { words } = format;
  const { compare } = results;
  const rows = [...questions].flatMap(([id, question]) => {
    const figures = results.questions[id];
    const figure = figures && format.figure(question, figures);
    if (!figures || !figure) return [];
    const { label, value, interval } = figure;
    const row = [format.title(question), `${label} ${value}`, interval, format.number(figures.n)];
    if (!compare) return [row];
    const { difference = null, change } = compare.questions[id] ?? {};
    if (difference === null) return [[...row, DASH]];
    const verdict = change === "chance" ? words.maybeChance : words.beyondChance;
    return [[...row, `${format.difference(question, difference)} (${verdict})`]];
  });
  const head = [words.question, words.figure, words.interval, "n"];
  return { title: "", head: compare ? [...head, words.change] : head, rows };
}
