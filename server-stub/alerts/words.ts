import { durationMs } from "../../widget/manifest/duration.ts";
import { readCounted } from "../results/readCounted.ts";
import type { CountedRecord } from "../results/tally.ts";
import { hasText } from "./contradictions.ts";
import type { Finding, SurveySource, WordsRule } from "./rule.ts";
import { sayWords, subjectOf } from "./text.ts";

/** Letters of scripts that put no space between words, or hang endings on them: there a word is found anywhere. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const SPACED = `[[\\p{L}\\p{N}\\p{M}_]--[${UNSPACED}]]`;

/**
 * Finds any of some words in a text, without regard to case and width. A word that begins or ends with a letter of a
 * script with spaces must begin or end there: "rust" is in "Rust!" and in "有rust吗", not in "trust".
 */
export function wordFinder(words: readonly string[]): (text: string) => boolean {
  const startsSpaced = new RegExp(`^${SPACED}`, "v");
  const endsSpaced = new RegExp(`${SPACED}$`, "v");
  const alternatives = words.map((given) => {
    const word = given.normalize("NFKC").trim();
    const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
    const before = startsSpaced.test(word) ? `(?<!${SPACED})` : "";
    const after = endsSpaced.test(word) ? `(?!${SPACED})` : "";
    return `${before}${literal}${after}`;
  });
  const pattern = new RegExp(alternatives.join("|"), "iv");
  return (text) => pattern.test(text.normalize("NFKC"));
}

/** Counts the answers of the last time in which one of the words occurs. */
export async function evaluateWords(
  { store, site, definitions, now }: SurveySource,
  rule: WordsRule,
): Promise<Finding> {
  const { survey, question, words, count, within } = rule;
  const from = new Date(now.getTime() - durationMs(within));
  const find = wordFinder(words);
  let found = 0;
  let texts = 0;
  const selection = { site, survey, from };
  const look = (counted: CountedRecord) => {
    const own = textsOf(counted, question);
    if (own.length) texts += 1;
    if (own.some(find)) found += 1;
  };
  await readCounted(store, definitions, { selection, conditions: [], count: "records" }, look);
  return {
    rule,
    state: found >= count ? "bad" : "good",
    figures: { question, words, count, within, found, texts },
    text: sayWords(subjectOf(rule, definitions), rule, found),
  };
}

/** What a respondent wrote in own words. */
function textsOf({ record, asked }: CountedRecord, question: string | undefined): string[] {
  return Object.entries(record.answers).flatMap(([id, answer]) => {
    const met = asked.get(id);
    if ((question !== undefined && id !== question) || !met || !hasText(met)) return [];
    if (typeof answer === "string") return met.type === "text" ? [answer] : [];
    const parts = Array.isArray(answer) ? answer : [answer];
    return parts.flatMap((part) =>
      typeof part === "object" && "other" in part && typeof part.other === "string" ? [part.other] : [],
    );
  });
}
