import type { PromptPieces } from "../../prompt/context.ts";
import { once } from "../once.ts";
import type { importPiece as importFromFolder } from "../pieces.ts";

const HASHES = __PROMPT_PIECES__;

/** What the prompt is made of beyond its first piece, fetched for the surveys and languages that want it. */
export function promptPieces(importPiece: typeof importFromFolder): PromptPieces {
  const wanted = new Map<string, () => Promise<unknown>>();
  const get = <Piece>(name: keyof typeof HASHES) => {
    const piece = wanted.get(name) ?? once(() => importPiece(name, HASHES[name]));
    wanted.set(name, piece);
    return piece() as Promise<Piece>;
  };
  return { importPiece: get, importWords: (language) => get(`words-${language}`) };
}
