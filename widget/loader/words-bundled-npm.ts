/** English and Chinese are inside, other languages beside the entry, for the customer's bundler. */
export const importWords = async (language: string): Promise<unknown> =>
  language === "zh-CN"
    ? import("../prompt/words/zh-CN.ts")
    : (await import(/* @vite-ignore */ `./askling-words-${language}.js`)).default();
