import type { Language } from "../../../../widget/prompt/words/languages.ts";

const LATIN = /^\p{Script=Latin}$/u;
const HAN = /^\p{Script=Han}$/u;

/** How a language is written. */
interface Spelling {
  /** Matches each of its letters. */
  letter: RegExp;
  /** What opens and closes a quotation. */
  quotes: string;
}

/** The spelling of every language of the prompt. */
export const SPELLING: Record<Language, Spelling> = {
  en: { letter: LATIN, quotes: "“”" },
  "zh-CN": { letter: HAN, quotes: "“”" },
  "zh-TW": { letter: HAN, quotes: "「」" },
  ja: { letter: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u, quotes: "「」" },
  ko: { letter: /^\p{Script=Hangul}$/u, quotes: "‘’" },
  de: { letter: LATIN, quotes: "„“" },
  fr: { letter: LATIN, quotes: "«»" },
  es: { letter: LATIN, quotes: "«»" },
  "pt-BR": { letter: LATIN, quotes: "“”" },
  ru: { letter: /^\p{Script=Cyrillic}$/u, quotes: "«»" },
  ar: { letter: /^\p{Script=Arabic}$/u, quotes: "«»" },
  he: { letter: /^\p{Script=Hebrew}$/u, quotes: "””" },
  id: { letter: LATIN, quotes: "“”" },
  vi: { letter: LATIN, quotes: "“”" },
  th: { letter: /^\p{Script=Thai}$/u, quotes: "“”" },
};
