import { chooseLocale } from "../../manifest/text.ts";
import { en, type Words } from "./en.ts";
import { LANGUAGES, type Language, type TranslatedLanguage } from "./languages.ts";

export type { Words };

/** Fetches the words of one language. */
export type ImportWords = (language: TranslatedLanguage) => Promise<{ words: Words }>;

const known: Record<string, Words> = { en };

const nearest = (locale: string) => chooseLocale(locale, LANGUAGES) as Language;

/** Fetches the words nearest to a locale, once; without a connection English has to do. */
export async function prepareWords(locale: string, importWords: ImportWords): Promise<void> {
  const language = nearest(locale);
  if (language === "en" || known[language]) return;
  const piece = await importWords(language).catch(() => undefined);
  if (piece) known[language] = piece.words;
}

/** The prompt's own words in the language nearest to the one asked for, as far as it has been fetched. */
export function chooseWords(locale: string): Words {
  return known[nearest(locale)] || en;
}

/** The direction a language is written in. */
export function directionOf(locale: string): "rtl" | "ltr" {
  return /^(?:ar|he|iw|fa|ur|ps|ckb|dv|sd|ug|yi)(?![a-z])/i.test(locale) ? "rtl" : "ltr";
}
