import { once } from "../loader/once.ts";
import { chooseLocale } from "../manifest/text.ts";
import type { PieceName, PromptPieces, Scene, Surplus } from "./context.ts";
import type * as Prompt from "./index.tsx";
import type { SessionNeeds } from "./session.ts";
import { wantedPieces } from "./wanted-pieces.ts";

const HASHES = __PROMPT_PIECES__;
const WORDS = "words-";
const LANGUAGES = Object.keys(HASHES)
  .filter((name) => !name.indexOf(WORDS))
  .map((name) => name.slice(WORDS.length));

/** A piece that takes all it shares with the prompt from the prompt itself. */
interface Lent<Piece> {
  default(prompt: typeof Prompt): Piece;
}

/** What the prompt is made of, as a session gets it. */
export interface FetchedPieces extends PromptPieces {
  /** Fetches what these scenes want beyond the prompt's first piece. Never rejects: each showing asks again. */
  fetchAhead(scenes: readonly Scene[]): Promise<unknown>;
}

/** What the prompt is made of beyond its first piece, fetched for the surveys and languages that want it. */
export function promptPieces({
  importPiece,
  importPrompt,
}: Pick<SessionNeeds, "importPiece" | "importPrompt">): FetchedPieces {
  const known = new Map<string, () => Promise<unknown>>();
  const get = <Piece>(name: keyof typeof HASHES) => {
    const piece = known.get(name) ?? once((before) => importPiece(name, HASHES[name], before));
    known.set(name, piece);
    return piece() as Promise<Piece>;
  };
  return {
    wantedBy: wantedPieces,
    importPiece: async <Name extends PieceName>(name: Name) =>
      (await get<Lent<Surplus[Name]>>(name)).default(await importPrompt()),
    importWords: (language) => get(`words-${language}`),
    fetchAhead(scenes) {
      const names = new Set<string>();
      for (const scene of scenes) {
        for (const name of wantedPieces(scene)) names.add(name);
        names.add(WORDS + chooseLocale(scene.locale, ["en", ...LANGUAGES]));
      }
      const wanted = (Object.keys(HASHES) as (keyof typeof HASHES)[]).filter((name) => names.has(name));
      return Promise.all(wanted.map((name) => get(name).catch(() => {})));
    },
  };
}
