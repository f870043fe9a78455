import type { ImportWords } from "../../prompt/words/index.ts";

/** English and Chinese are inside, other languages beside the entry, for the bundler of whoever imports it. */
export const importWords: ImportWords = (language) =>
  language === "zh-CN"
    ? import("../../prompt/words/zh-CN.ts")
    : import(/* @vite-ignore */ `./askling-words-${language}.js`);
