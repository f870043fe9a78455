import type { Question } from "../../widget/manifest/schema.ts";
import { chooseText } from "../../widget/manifest/text.ts";
import type { Group } from "../results/groups.ts";
import type { Figures, QuestionFigures } from "../results/tally.ts";
import { localDay } from "../results/zone.ts";
import { printFigure, printNumber, printPoints, printShare } from "./figure.ts";
import type { Report } from "./readReport.ts";
import { type ReportLanguage, type ReportWords, reportWords } from "./words.ts";

/** A table of a report: texts only, so that a terminal and a page can both show it. */
export interface ReportTable {
  title: string;
  /** The first column is text, the others are figures. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

const DASH = "–";

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
  const columns = [...questions].filter(([, { type }]) => TOLD.includes(type));
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

/** Types with one figure that stands for them. */
const TOLD: readonly Question["type"][] = ["nps", "csat", "ces", "thumbs", "rating", "number"];

/** A question's own words, cut to what a table can hold. */
export function titleOf(question: Question, language: ReportLanguage): string {
  const title = chooseText(question.title, language) || question.id;
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
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
  if (!figures) return [DASH, "0"];
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
      `${printed.label} ${printed.value}`,
      printed.interval,
      printNumber(figures.n, language),
    ];
    if (!compare) return [row];
    const difference = compare.questions[id];
    if (!difference || difference.difference === null) return [[...row, DASH]];
    const points = difference.difference * (question.type === "nps" ? 1 : 100);
    const verdict = difference.change === "chance" ? words.maybeChance : words.beyondChance;
    return [[...row, `${printPoints(points, language)} (${verdict})`]];
  });
  const head = [words.question, words.figure, words.interval, "n"];
  return { title: "", head: compare ? [...head, words.change] : head, rows };
}

/** The distribution of a question, where it has one. */
function questionTable(
  question: Question,
  figures: QuestionFigures,
  { words, language, timeZone }: { words: ReportWords; language: ReportLanguage; timeZone: string },
): ReportTable | undefined {
  const title = titleOf(question, language);
  const { counts, rows, meanRank, first, latest, consented, n } = figures;
  if (isCounts(counts))
    return {
      title,
      head: [words.value, words.count, words.share],
      rows: Object.entries(counts).map(([value, count]) => [
        labelOf(question, value, language),
        printNumber(count, language),
        printShare(n ? count / n : null, language),
      ]),
    };
  if (isTable(rows) && question.type === "matrix")
    return {
      title,
      head: ["", ...question.columns.map(({ label }) => chooseText(label, language)), words.mean],
      rows: question.rows.map(({ id, label }) => {
        const row = rows[id];
        const cells: unknown = row?.counts;
        const mean = row?.mean;
        return [
          chooseText(label, language),
          ...question.columns.map((column) =>
            isCounts(cells) ? printNumber(cells[column.id] ?? 0, language) : DASH,
          ),
          typeof mean === "number" ? printNumber(mean, language, 2) : DASH,
        ];
      }),
    };
  if (isCounts(first) && typeof meanRank === "object" && meanRank !== null) {
    const ranks = new Map<string, unknown>(Object.entries(meanRank));
    return {
      title,
      head: [words.value, words.mean, words.first],
      rows: Object.entries(first).map(([id, count]) => {
        const rank = ranks.get(id);
        const mean = typeof rank === "number" ? printNumber(rank, language, 2) : DASH;
        return [labelOf(question, id, language), mean, printNumber(count, language)];
      }),
    };
  }
  if (Array.isArray(latest)) {
    const texts = latest.flatMap((one: unknown) =>
      typeof one === "object" && one !== null && "text" in one && "at" in one
        ? [[String(one.text), localDay(Date.parse(String(one.at)), timeZone)]]
        : [],
    );
    if (!texts.length) return undefined;
    return { title: `${title} · ${words.texts}`, head: ["", words.date], rows: texts.slice(0, 10) };
  }
  if (typeof consented === "number")
    return { title, head: ["", words.count], rows: [[words.agreed, printNumber(consented, language)]] };
  if (question.type === "number" || question.type === "date")
    return {
      title,
      head: [words.least, words.most, ...(question.type === "number" ? [words.median] : [])],
      rows: [
        [figures.min, figures.max, ...(question.type === "number" ? [figures.median] : [])].map((one) =>
          one === null || one === undefined
            ? DASH
            : typeof one === "number"
              ? printNumber(one, language)
              : String(one),
        ),
      ],
    };
  return undefined;
}

function labelOf(question: Question, value: string, language: ReportLanguage): string {
  if (!("options" in question)) return value;
  const option = question.options.find(({ id }) => id === value);
  return option ? chooseText(option.label, language) : value;
}

function isCounts(value: unknown): value is Record<string, number> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => typeof one === "number")
  );
}

function isTable(value: unknown): value is Record<string, Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => typeof one === "object" && one !== null)
  );
}
