/** English and Chinese are inside, other languages beside the entry, for the bundler of whoever imports it. */
export const importWords = async (language: string): Promise<unknown> =>
  language === "zh-CN"
    ? import("../prompt/words/zh-CN.ts")
    : (await import(/* @vite-ignore */ `./askling-words-${language}.js`)).default();
