import type { importPiece as importFetched } from "./pieces.ts";

/** Takes the place of `pieces.ts` in one-file builds: the same pieces, carried inside. */
export function setPiecesFolder(_loaderUrl: string): void {}

/** One-file builds have no folder of pieces. */
export const importPiece: typeof importFetched = (name) => Promise.reject(new Error(`no piece ${name}`));

/** What waits for settings. */
export const importLate = () => import("./late/late.ts");

/** The prompt UI. */
export const importPrompt = () => import("../prompt/index.tsx");

/** The check of a manifest. */
export const importCheck = () => import("../manifest/check.ts");

/** The matcher of patterns. */
export const importPattern = () => import("../manifest/matches.ts");

/** Showing, records and delivery. */
export const importSession = () => import("../prompt/session.ts");

/** The triggers. */
export const importTriggers = () => import("../prompt/triggers/triggers.ts");
