import type { ImportWords } from "./words/index.ts";

/** English and Chinese are inside, other languages beside the entry, for the bundler of whoever imports it. */
export const importWords: ImportWords = (language) =>
  language === "zh-CN"
    ? import("./words/zh-CN.ts")
    : import(/* @vite-ignore */ `./askling-words-${language}.js`);
