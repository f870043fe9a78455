import type { ImportWords } from "./words/index.ts";

/** English and Chinese are inside; every other language is English. */
export const importWords: ImportWords = (language) =>
  language === "zh-CN" ? import("./words/zh-CN.ts") : Promise.reject(new Error(`no words for ${language}`));
