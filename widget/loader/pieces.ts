import type * as Check from "../manifest/check.ts";
import type * as Pattern from "../manifest/matches.ts";
import type * as Prompt from "../prompt/index.tsx";
import type * as Session from "../prompt/session.ts";
import type * as Triggers from "../prompt/triggers/triggers.ts";
import type * as Late from "./late/late.ts";

let folder = "";

/** The pieces lie beside the loader. */
export function setPiecesFolder(loaderUrl: string): void {
  folder = loaderUrl.replace(/[^/?#]*(?:[?#].*)?$/, "");
}

/**
 * A piece from the loader's own folder.
 *
 * @param before - how often it could not be fetched. Browsers of before 2026 remember that of an address:
 *   https://github.com/whatwg/html/issues/6768
 */
export const importPiece = <Piece>(name: string, hash: string, before?: number): Promise<Piece> =>
  import(
    /* @vite-ignore */ `${folder}askling-${name}.js?v=${hash}${before ? `&r=${before}` : ""}`
  ) as Promise<Piece>;

/** What waits for settings, fetched where the script's own element has none. */
export const importLate = () => importPiece<typeof Late>("late", __PIECES__.late);

/** The prompt UI, fetched when a survey is likely to show. */
export const importPrompt = (before?: number) =>
  importPiece<typeof Prompt>("prompt", __PIECES__.prompt, before);

/** The check of a manifest, fetched for one that carries no stamp. */
export const importCheck = (before?: number) => importPiece<typeof Check>("check", __PIECES__.check, before);

/** The matcher of patterns, fetched before anything is judged where the manifest uses one. */
export const importPattern = (before?: number) =>
  importPiece<typeof Pattern>("pattern", __PIECES__.pattern, before);

/** Showing, records and delivery, fetched when a survey is likely to show or records wait. */
export const importSession = (before?: number) =>
  importPiece<typeof Session>("session", __PIECES__.session, before);

/** The triggers, fetched where a survey could show, or waits after an event. */
export const importTriggers = (before?: number) =>
  importPiece<typeof Triggers>("triggers", __PIECES__.triggers, before);
