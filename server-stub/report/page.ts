import { html, raw } from "hono/html";
import {
  type Band,
  bandOf,
  isScored,
  type ScoreType,
  scaleOf,
} from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Figures } from "../answers/results.ts";
import { type ChartPoint, drawBars, drawLine } from "./charts.ts";
import { printFigure, toldFigureOf } from "./figure.ts";
import { headlineOf } from "./headline.ts";
import type { Report } from "./readReport.ts";
import { type ReportTable, titleOf } from "./table.ts";
import { tablesOf } from "./tables.ts";
import { type ReportLanguage, reportWords } from "./words.ts";

/**
 * A report as one page that needs nothing besides itself: charts are pictures inside, each with its table.
 */
export function drawReport(report: Report, language: ReportLanguage): string {
  const words = reportWords(language);
  const [period, parts] = headlineOf(report, language);
  const charts = chartsOf(report, language);
  return String(html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}: ${report.name}</title>
<style>${raw(STYLE)}</style>
<main>
<h1>${report.name}</h1>
<p>${period}<br>${parts}</p>
${charts.map(
  ({ title, svg }) =>
    html`<figure><figcaption>${title}</figcaption><div aria-hidden="true">${raw(svg)}</div></figure>`,
)}
${tablesOf(report, language).map(drawTable)}
</main>
</html>
`);
}

interface Chart {
  title: string;
  svg: string;
}

const COLOURS: Record<Band, string> = { low: "#d64545", middle: "#aab2c5", high: "#1f9d6b" };

function chartsOf(report: Report, language: ReportLanguage): Chart[] {
  const { results, questions } = report;
  const words = reportWords(language);
  const point = (question: Question, { questions: figures }: Figures, name: string): ChartPoint => {
    const ofQuestion = figures[question.id];
    const printed =
      ofQuestion?.type === question.type ? printFigure(question, ofQuestion, words, language) : undefined;
    return { name, value: printed?.number ?? null, bounds: printed?.bounds ?? null };
  };
  return [...questions.values()].flatMap((question): Chart[] => {
    const figures = results.questions[question.id];
    const printed = figures && printFigure(question, figures, words, language);
    if (!figures?.n || !printed) return [];
    const title = `${titleOf(question, language)} · ${printed.label} ${printed.value}`;
    const charts: Chart[] = [];
    const { counts } = figures;
    const told = toldFigureOf(question);
    if (typeof counts === "object" && counts !== null && isScored(question))
      charts.push({
        title: `${title} · ${words.distribution}`,
        svg: drawBars(
          Object.entries(counts).map(([name, value]) => ({
            name,
            value: Number(value),
            ...(told?.kind === "points" ? { colour: colourOf(question, Number(name)) } : {}),
          })),
          false,
        ),
      });
    if (results.series && results.series.length > 1) {
      const { benchmark } = figures;
      const points = results.series.map((step) => point(question, step, step.at));
      charts.push({
        title: `${title} · ${words.trend}`,
        svg: drawLine(points, typeof benchmark === "number" ? benchmark * (told?.factor ?? 1) : undefined),
      });
    }
    if (results.groups)
      charts.push({
        title: `${title} · ${words.groups} ${results.by ?? ""}`,
        svg: drawBars(
          results.groups.slice(0, 40).map((group) => point(question, group, group.value ?? words.none)),
          true,
        ),
      });
    return charts;
  });
}

function colourOf(question: Extract<Question, { type: ScoreType }>, score: number): string {
  return COLOURS[bandOf(question.type, score, scaleOf(question).to) ?? "middle"];
}

function drawTable({ title, head, rows }: ReportTable) {
  return html`<table>
${title ? html`<caption>${title}</caption>` : ""}
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = "", ...others]) =>
      html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody>
</table>`;
}

const STYLE = `
:root { color-scheme: light; font: 16px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; color: #10131c; background: #f4f6fb }
body { margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25 }
p { margin: .5rem 0 1.5rem; color: #4a5266 }
figure, table { width: 100%; box-sizing: border-box; margin: 0 0 1.5rem; background: #fff; border: 1px solid #e3e7f0; border-radius: 14px }
figure { padding: 1rem 1.25rem; break-inside: avoid }
figcaption, caption { text-align: start; font-weight: 600; color: #4a5266 }
caption { padding: 0 0 .5rem .25rem }
svg { width: 100%; height: auto }
table { border-spacing: 0; font-variant-numeric: tabular-nums }
th, td { padding: .5rem 1rem; text-align: end; vertical-align: top; border-block-end: 1px solid #eef0f6 }
tr:last-child > * { border-block-end: 0 }
th:first-child { text-align: start; font-weight: 400; overflow-wrap: anywhere }
thead th { color: #4a5266; font-size: .875rem; font-weight: 500 }
@media (max-width: 40rem) { table { display: block; overflow-x: auto } }
@media print { :root { background: none } main { padding: 0 } }
`;
