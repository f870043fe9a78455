import type { PromptPieces } from "../../prompt/context.ts";
import type { importPiece as importFromFolder } from "../pieces.ts";

const HASHES = __PROMPT_PIECES__;

/** What the prompt is made of beyond its first piece, fetched for the surveys and languages that want it. */
export function promptPieces(importPiece: typeof importFromFolder): PromptPieces {
  return {
    importPiece: (name) => importPiece(name, HASHES[name]),
    importWords: (language) => importPiece(`words-${language}`, HASHES[`words-${language}`]),
  };
}
