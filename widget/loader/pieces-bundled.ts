import type { LazyPieces } from "../prompt/lazy-pieces.ts";
import { once } from "./once.ts";
import type { ImportPiece } from "./pieces.ts";
import { importWords } from "./words-bundled.ts";

const WORDS = "words-";
const LAZY: { [Name in keyof LazyPieces]: () => Promise<LazyPieces[Name]> } = {
  displays: () => import("../prompt/displays/index.ts"),
  large: () => import("../prompt/large/index.ts"),
  questions: () => import("../prompt/questions/more.tsx"),
};
const PIECES: Record<string, () => Promise<unknown>> = {
  ...LAZY,
  check: () => import("../prompt/check/index.ts"),
  explain: () => import("../prompt/explain/index.ts"),
  delivery: () => import("../delivery/index.ts"),
  frame: () => import("../prompt/placement/frame.ts"),
  host: () => import("../host/hosts.ts"),
  late: () => import("./late/late.ts"),
  pattern: () => import("../manifest/matches.ts"),
  prompt: () => import("../prompt/index.ts"),
  remote: () => import("../prompt/remote-frequency/remote-frequency.ts"),
  template: () => import("../manifest/template.ts"),
  triggers: () => import("../prompt/triggers/further.ts"),
};
const known = new Map<string, () => Promise<unknown>>();

/** Takes the place of `pieces.ts` in one-file builds: the same pieces, carried inside. */
export function setPiecesFolder(_loaderUrl: string): void {}

/** A piece that is carried inside. */
export const importPiece = (<Piece>(name: string) => {
  const get = PIECES[name] ?? known.get(name) ?? once(() => importWords(name.slice(WORDS.length)));
  known.set(name, get);
  return get() as Promise<Piece>;
}) satisfies ImportPiece;
