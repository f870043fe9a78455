import type { Surplus } from "../../prompt/context.ts";
import type { FetchedPieces } from "./prompt-pieces.ts";
import { wantedPieces } from "./wanted-pieces.ts";
import { importWords } from "./words-bundled.ts";

const PIECES: { [Name in keyof Surplus]: () => Promise<Surplus[Name]> } = {
  questions: () => import("../../prompt/questions/more.ts"),
  displays: () => import("../../prompt/displays/index.ts"),
  large: () => import("../../prompt/large/index.ts"),
  room: () => import("../../prompt/room/index.ts"),
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
