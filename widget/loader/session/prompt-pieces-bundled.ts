import type { PromptPieces, Surplus } from "../../prompt/context.ts";
import { importWords } from "./words-bundled.ts";

const PIECES: { [Name in keyof Surplus]: () => Promise<Surplus[Name]> } = {
  questions: () => import("../../prompt/questions/more.ts"),
  displays: () => import("../../prompt/displays/index.ts"),
  large: () => import("../../prompt/large/index.ts"),
  room: () => import("../../prompt/room/index.ts"),
};

/** Takes the place of `prompt-pieces.ts` in one-file builds. */
export function promptPieces(): PromptPieces {
  return { importPiece: (name) => PIECES[name](), importWords };
}
