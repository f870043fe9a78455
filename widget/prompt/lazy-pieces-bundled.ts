import type { Surplus } from "./context.ts";
import type { FetchedPieces } from "./lazy-pieces.ts";
import { wantedPieces } from "./wanted-pieces.ts";
import { importWords } from "./words-bundled.ts";

const PIECES: { [Name in keyof Surplus]: () => Promise<Surplus[Name]> } = {
  questions: () => import("./questions/more.ts"),
  displays: () => import("./displays/index.ts"),
  large: () => import("./large/index.ts"),
  room: () => import("./placement/index.ts"),
};

/** Takes the place of `prompt-pieces.ts` in one-file builds, where nothing needs to be fetched. */
export function promptPieces(): FetchedPieces {
  return {
    wantedBy: wantedPieces,
    importPiece: (name) => PIECES[name](),
    importWords,
    fetchAhead: async () => {},
  };
}
