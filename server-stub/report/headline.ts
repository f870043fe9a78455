import { printNumber, printShare } from "./figure.ts";
import type { Report } from "./readReport.ts";
import { type ReportLanguage, reportWords } from "./words.ts";

/** The period of a report and how many took part, each as a sentence's worth. */
export function headlineOf({ results, timeZone }: Report, language: ReportLanguage): [string, string] {
  const words = reportWords(language);
  const { from, to, shown, answered, responseRate, completionRate } = results;
  const time = (text: string) =>
    new Date(text).toLocaleString(language, { timeZone, dateStyle: "medium", timeStyle: "short" });
  const ends = [from && `${words.from} ${time(from)}`, to && `${words.to} ${time(to)}`].filter(Boolean);
  const period = ends.length ? `${ends.join(" ")} (${timeZone})` : words.until;
  const parts = [
    `${printNumber(shown, language)} ${words.shown}`,
    `${printNumber(answered, language)} ${words.answered}`,
    `${words.response} ${printShare(responseRate, language)}`,
    `${words.completion} ${printShare(completionRate, language)}`,
  ];
  return [period, parts.join(" · ")];
}
