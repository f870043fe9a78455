/** English and Chinese are inside; every other language is English. */
export const importWords = (language: string): Promise<unknown> =>
  language === "zh-CN"
    ? import("../prompt/words/zh-CN.ts")
    : Promise.reject(new Error(`no words for ${language}`));
