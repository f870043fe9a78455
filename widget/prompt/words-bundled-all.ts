import type { ImportWords, WordsPiece } from "./words/index.ts";
import type { TranslatedLanguage } from "./words/languages.ts";

const WORDS: { [Language in TranslatedLanguage]: () => Promise<WordsPiece> } = {
  "zh-CN": () => import("./words/zh-CN.ts"),
  "zh-TW": () => import("./words/zh-TW.ts"),
  ja: () => import("./words/ja.ts"),
  ko: () => import("./words/ko.ts"),
  de: () => import("./words/de.ts"),
  fr: () => import("./words/fr.ts"),
  es: () => import("./words/es.ts"),
  "pt-BR": () => import("./words/pt-BR.ts"),
  ru: () => import("./words/ru.ts"),
  ar: () => import("./words/ar.ts"),
  he: () => import("./words/he.ts"),
  id: () => import("./words/id.ts"),
  vi: () => import("./words/vi.ts"),
  th: () => import("./words/th.ts"),
};

/** Every language is inside. */
export const importWords: ImportWords = (language) => WORDS[language]();
