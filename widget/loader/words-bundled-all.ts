import type { TranslatedLanguage } from "../prompt/words/languages.ts";

const WORDS: { [Language in TranslatedLanguage]: () => Promise<unknown> } = {
  "zh-CN": () => import("../prompt/words/zh-CN.ts"),
  "zh-TW": () => import("../prompt/words/zh-TW.ts"),
  ja: () => import("../prompt/words/ja.ts"),
  ko: () => import("../prompt/words/ko.ts"),
  de: () => import("../prompt/words/de.ts"),
  fr: () => import("../prompt/words/fr.ts"),
  es: () => import("../prompt/words/es.ts"),
  "pt-BR": () => import("../prompt/words/pt-BR.ts"),
  ru: () => import("../prompt/words/ru.ts"),
  ar: () => import("../prompt/words/ar.ts"),
  he: () => import("../prompt/words/he.ts"),
  id: () => import("../prompt/words/id.ts"),
  vi: () => import("../prompt/words/vi.ts"),
  th: () => import("../prompt/words/th.ts"),
};

/** Every language is inside. */
export const importWords = (language: string): Promise<unknown> => WORDS[language as TranslatedLanguage]();
