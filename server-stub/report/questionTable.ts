import type { Question } from "../../widget/manifest/schema.ts";
import type { QuestionFigures } from "../answers/results.ts";
import { localDay } from "../results/zone.ts";
import { DASH, type ReportFormat, type ReportTable } from "./format.ts";

/** Texts that a table shows, of the latest. */
const MAX_TEXTS = 10;

/** What was answered to a question, by the kind of figures that it has; nothing where it has none. */
export function questionTable(
  question: Question,
  figures: QuestionFigures,
  format: ReportFormat,
  timeZone: string,
): ReportTable | undefined {
  const { words, number, mean } = format;
  const title = format.title(question);
  const { n, counts, rows, first, meanRank, latest, consented, min, max, median } = figures;
  if (latest) {
    const texts = latest
      .slice(0, MAX_TEXTS)
      .map(({ text, at }) => [text, localDay(Date.parse(at), timeZone)]);
    return texts.length
      ? { title: `${title} · ${words.texts}`, head: ["", words.date], rows: texts }
      : undefined;
  }
  if (counts)
    return {
      title,
      head: [words.value, words.count, words.share],
      rows: Object.entries(counts).map(([value, count]) => [
        labelOf(question, value, format),
        number(count),
        format.share(n ? count / n : null),
      ]),
    };
  if (rows && question.type === "matrix")
    return {
      title,
      head: ["", ...question.columns.map(({ label }) => format.text(label)), words.mean],
      rows: question.rows.map(({ id, label }) => {
        const row = rows[id];
        const cells = question.columns.map((column) =>
          row?.counts ? number(row.counts[column.id] ?? 0) : DASH,
        );
        return [format.text(label), ...cells, mean(row?.mean)];
      }),
    };
  if (first && meanRank)
    return {
      title,
      head: [words.value, words.mean, words.first],
      rows: Object.entries(first).map(([id, count]) => [
        labelOf(question, id, format),
        mean(meanRank[id]),
        number(count),
      ]),
    };
  if (typeof consented === "number")
    return { title, head: ["", words.count], rows: [[words.agreed, number(consented)]] };
  const value = (told: number | string | null | undefined) =>
    typeof told === "number" ? number(told) : (told ?? DASH);
  if (question.type === "number")
    return {
      title,
      head: [words.least, words.most, words.median],
      rows: [[value(min), value(max), value(median)]],
    };
  return question.type === "date"
    ? { title, head: [words.least, words.most], rows: [[value(min), value(max)]] }
    : undefined;
}

/** What an option or a thumb is called; a score is its own name. */
function labelOf(question: Question, value: string, { words, text }: ReportFormat): string {
  if (question.type === "thumbs") return value === "up" ? words.thumbsUp : words.thumbsDown;
  if (!("options" in question)) return value;
  const option = question.options.find(({ id }) => id === value);
  if (option) return text(option.label);
  if (value !== "other") return value;
  const other = "other" in question ? question.other : undefined;
  return (typeof other === "boolean" || other === undefined ? "" : text(other)) || words.other;
}
