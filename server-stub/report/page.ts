import { html, raw } from "hono/html";
import {
  type Band,
  bandOf,
  figureKindOf,
  isScored,
  type ScoreType,
  scaleOf,
} from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Figures } from "../answers/results.ts";
import { type ChartPoint, drawBars, drawLine } from "./charts.ts";
import { createReportFormat, factorOf, type ReportFormat, type ReportTable } from "./format.ts";
import type { Report } from "./readReport.ts";
import { headlineOf, tablesOf } from "./tables.ts";
import type { ReportLanguage } from "./words.ts";

/**
 * A report as one page that needs nothing besides itself: charts are pictures inside, each with its table.
 */
export function drawReport(report: Report, language: ReportLanguage): string {
  const format = createReportFormat(language);
  const [period, parts] = headlineOf(report, format);
  return String(html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${format.words.title}: ${report.name}</title>
<style>${raw(STYLE)}</style>
<main>
<h1>${report.name}</h1>
<p>${period}<br>${parts}</p>
${chartsOf(report, format).map(
  ({ title, svg }) =>
    html`<figure><figcaption>${title}</figcaption><div aria-hidden="true">${raw(svg)}</div></figure>`,
)}
${tablesOf(report, format).map(drawTable)}
</main>
</html>
`);
}

interface Chart {
  title: string;
  svg: string;
}

const COLOURS: Record<Band, string> = { low: "#d64545", middle: "#aab2c5", high: "#1f9d6b" };

/** Greatest number of groups that one chart shows. */
const MAX_BARS = 40;

function chartsOf({ results, questions }: Report, format: ReportFormat): Chart[] {
  const { words } = format;
  const point = (question: Question, { questions: figures }: Figures, name: string): ChartPoint => {
    const asked = figures[question.id];
    const figure = asked?.type === question.type ? format.figure(question, asked) : undefined;
    return { name, value: figure?.number ?? null, bounds: figure?.bounds ?? null };
  };
  return [...questions.values()].flatMap((question): Chart[] => {
    const figures = results.questions[question.id];
    const figure = figures && format.figure(question, figures);
    if (!figures?.n || !figure) return [];
    const title = `${format.title(question)} · ${figure.label} ${figure.value}`;
    const { counts, benchmark } = figures;
    const charts: Chart[] = [];
    if (counts && isScored(question))
      charts.push({
        title: `${title} · ${words.distribution}`,
        svg: drawBars(
          Object.entries(counts).map(([name, value]) => ({ name, value, ...colourOf(question, name) })),
          false,
        ),
      });
    if (results.series && results.series.length > 1)
      charts.push({
        title: `${title} · ${words.trend}`,
        svg: drawLine(
          results.series.map((step) => point(question, step, step.at)),
          benchmark === undefined ? undefined : benchmark * factorOf(question),
        ),
      });
    if (results.groups)
      charts.push({
        title: `${title} · ${words.groups} ${results.by ?? ""}`,
        svg: drawBars(
          results.groups.slice(0, MAX_BARS).map((group) => point(question, group, group.value ?? words.none)),
          true,
        ),
      });
    return charts;
  });
}

/** The colour of a score's bar, where the figure is counted from low and good scores. */
function colourOf(question: Extract<Question, { type: ScoreType }>, score: string): { colour?: string } {
  if (figureKindOf(question.type) !== "points") return {};
  return { colour: COLOURS[bandOf(question.type, Number(score), scaleOf(question).to) ?? "middle"] };
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
