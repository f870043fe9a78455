/**
 * How to add a language:
 *
 * 1. Copy `zh-CN.ts` to `<BCP 47 tag>.ts` beside it and translate `words` and `more`; `en.ts` and the
 *    `en-*.ts` tell where each is used. The region belongs in the tag only where regions are written differently.
 * 2. Write as a bank or a shop of that language would, politely, without taking the reader for a man or a woman.
 *    Phrases with a number must suit any number ("at least: {n}"). Buttons have room for 24 characters, ends of
 *    scales for 28. Quotation marks, spaces and full stops are the language's own. No markup: it is shown as text.
 * 3. Add the tag to the list below. The build makes `askling-words-<tag>.js` of the file, and the prompt fetches
 *    it for respondents of that language only.
 * 4. Add its letters and quotation marks to `tests/widget/prompt/words/spelling.ts`; `words.test.ts` there finds
 *    what is missing, too long or left in English.
 * 5. If it runs from right to left, see that `directionOf` in `index.ts` knows it.
 */

/** The languages that the prompt's own words are written in; English is in the prompt itself. */
export const LANGUAGES = [
  "en",
  "zh-CN",
  "zh-TW",
  "ja",
  "ko",
  "de",
  "fr",
  "es",
  "pt-BR",
  "ru",
  "ar",
  "he",
  "id",
  "vi",
  "th",
] as const;

export type Language = (typeof LANGUAGES)[number];
export type TranslatedLanguage = Exclude<Language, "en">;
