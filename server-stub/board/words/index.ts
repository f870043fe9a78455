import { en, type Words } from "./en.ts";
import { zhCN } from "./zh-CN.ts";

export type { Words } from "./en.ts";

/** Languages of the board, by their own names. */
export const LANGUAGES = { "zh-CN": "中文", en: "English" } as const;
export type Language = keyof typeof LANGUAGES;

export const WORDS: Readonly<Record<Language, Words>> = { en, "zh-CN": zhCN };

/** The language for what a browser or a memory asks for. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}
