import { type FigureType, hasFigure } from "../../widget/manifest/question-types.ts";
import { BYTE_ORDER_MARK, type Cell, serializeRow } from "../csv.ts";
import { figureOf } from "./figure.ts";
import { groupRows } from "./groups.ts";
import type { Board } from "./model/board.ts";
import { stepsOf, type TrendStep } from "./trend.ts";
import { textQuestions, verbatimsOf } from "./verbatims.ts";
import { serializeFilter } from "./view.ts";

const COLUMNS = ["part", "question", "name", "figure", "value", "low", "high", "n", "text"];

/** The export view: all that the page of figures shows, as CSV with unrounded figures; nothing while it shows none. */
export function serializeExportView({ figures, route, looks, cases }: Board): string | undefined {
  const results = figures.results.value.value;
  if (!results) return undefined;
  const { filters, by, step, count } = route.view.value;
  const { from, to } = route.range.value;
  const focus = figures.focus.value;
  const tally = results.questions[focus];
  const rows: Cell[][] = [COLUMNS];
  const row = (part: string, cells: Partial<Record<string, Cell>>) =>
    rows.push([part, ...COLUMNS.slice(1).map((name) => cells[name])]);
  const figure = (type: FigureType, given: Parameters<typeof figureOf>[1]) => {
    const { value, ci95, n } = figureOf(type, given);
    return { figure: type, value, low: ci95?.[0], high: ci95?.[1], n };
  };

  row("period", { name: `${from} – ${to}`, text: results.survey });
  row("count", { name: count });
  for (const filter of filters) row("filter", { name: serializeFilter(filter) });
  for (const name of [
    "shown",
    "answered",
    "completed",
    "dismissed",
    "snoozed",
    "responseRate",
    "completionRate",
  ] as const)
    row("total", { figure: name, value: results[name] });
  for (const [id, question] of Object.entries(results.questions)) {
    if (hasFigure(question.type)) row("question", { question: id, ...figure(question.type, question) });
    for (const [point, count] of Object.entries(question.counts ?? {}))
      row("distribution", { question: id, name: point, figure: "count", value: count, n: question.n });
  }
  for (const [id, { difference, ci95 }] of Object.entries(results.compare?.questions ?? {}))
    row("change", { question: id, figure: "difference", value: difference, low: ci95?.[0], high: ci95?.[1] });
  if (tally && hasFigure(tally.type)) {
    const { type } = tally;
    const trendRow = (part: string, at: string, { value, ci95, n }: Omit<TrendStep, "at" | "own">) =>
      row(part, { question: focus, name: at, figure: type, value, low: ci95?.[0], high: ci95?.[1], n });
    for (const shown of stepsOf(results.series ?? [], focus, type)) {
      trendRow(`trend ${step}`, shown.at, shown.own ?? shown);
      if (shown.own) trendRow("trend 7-day mean", shown.at, shown);
    }
    const options = { followUp: undefined, order: figures.order.value, compare: looks.format.value.compare };
    for (const outer of groupRows(results.groups ?? [], focus, options))
      for (const { name, group } of [
        { name: outer.value ?? "", group: outer },
        ...outer.inner.map((inner) => ({
          name: `${outer.value ?? ""} / ${inner.value ?? ""}`,
          group: inner,
        })),
      ])
        row(`group ${by}`, {
          question: focus,
          name,
          figure: group.figure.type,
          value: group.figure.value,
          low: group.figure.ci95?.[0],
          high: group.figure.ci95?.[1],
          n: group.n,
        });
  }
  for (const driver of figures.drivers.value.value?.drivers ?? [])
    row("driver", {
      question: focus,
      name: `${driver.kind} ${driver.name}: ${driver.value}`,
      figure: "difference",
      value: driver.difference,
      low: driver.ci95?.[0],
      high: driver.ci95?.[1],
      n: driver.n,
    });
  const said = figures.words.value.value;
  for (const side of ["promoters", "detractors"] as const)
    for (const { word, n, share } of said?.[side] ?? [])
      row(`words of ${side}`, { name: word, figure: "share", value: share, n });
  const search = { score: focus, search: figures.search.value, band: figures.band.value };
  for (const id of textQuestions(results))
    for (const { record, at, text, score } of verbatimsOf(results, id, search))
      row("text", {
        question: id,
        name: record,
        figure: at,
        value: typeof score === "number" || typeof score === "string" ? score : undefined,
        text,
      });
  for (const { id, status, dueAt, text } of cases.list.value.value?.cases ?? [])
    row("case", { name: id, figure: status, value: dueAt, text });
  return BYTE_ORDER_MARK + rows.map(serializeRow).join("");
}
