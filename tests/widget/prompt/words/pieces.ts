import type { ImportPiece } from "../../../../widget/loader/pieces.ts";
import { en } from "../../../../widget/prompt/words/en.ts";
import { enMore } from "../../../../widget/prompt/words/en-more.ts";
import type { WordsPiece } from "../../../../widget/prompt/words/index.ts";
import { LANGUAGES, type Language } from "../../../../widget/prompt/words/languages.ts";
import { type Said, sayEverything } from "./said.ts";

/** The words of a language, English included, from its file. */
export async function importWords(language: Language): Promise<WordsPiece> {
  if (language === "en") return { words: en, more: enMore };
  const { words, more }: WordsPiece = await import(`../../../../widget/prompt/words/${language}.ts`);
  return { words, more };
}

/** The words of a language by the name of its piece. */
export const importPiece: ImportPiece = async <Piece>(name: string) =>
  (await importWords(name.replace("words-", "") as Language)) as Piece;

/** Every language with all that it says. */
export const EVERYTHING: [Language, Said[]][] = await Promise.all(
  LANGUAGES.map(
    async (language): Promise<[Language, Said[]]> => [language, sayEverything(await importWords(language))],
  ),
);
