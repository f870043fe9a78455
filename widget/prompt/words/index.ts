import type { ImportPiece } from "../../loader/pieces.ts";
import { chooseLocale } from "../../manifest/text.ts";
import { en, type Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";
import { LANGUAGES, type Language } from "./languages.ts";

export type { MoreWords, Words };

/** All words of one language. */
export interface WordsPiece {
  words: Words;
  more: MoreWords;
}

const known: Record<string, WordsPiece> = {};

/** The language of the words for a locale: its own, Chinese by script, else English. */
export function nearestLanguage(locale: string): Language {
  return chooseLocale(locale, LANGUAGES) as Language;
}

/** Fetches the words nearest to a locale, once; without a connection English has to do. */
export async function prepareWords(locale: string, importPiece: ImportPiece): Promise<void> {
  const language = nearestLanguage(locale);
  if (language === "en" || known[language]) return;
  const piece = await importPiece<WordsPiece>(`words-${language}`).catch(() => undefined);
  if (piece) known[language] = piece;
}

/** The prompt's own words in the language nearest to the one asked for, as far as it has been fetched. */
export function chooseWords(locale: string): Words {
  const piece = known[nearestLanguage(locale)];
  return piece ? piece.words : en;
}

/** The further words, if that language has been fetched; English is with those who say them. */
export function chooseMoreWords(locale: string): MoreWords | undefined {
  const piece = known[nearestLanguage(locale)];
  return piece?.more;
}

/** The direction a language is written in. */
export function directionOf(locale: string): "rtl" | "ltr" {
  return /^(?:ar|he|iw|fa|ur|ps|ckb|dv|sd|ug|yi)(?![a-z])/i.test(locale) ? "rtl" : "ltr";
}
