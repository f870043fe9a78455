import type * as Check from "../manifest/check.ts";
import type * as Prompt from "../prompt/index.tsx";
import type * as Session from "./session/session.ts";
import type * as Triggers from "./triggers/triggers.ts";

let folder = "";

/** The pieces lie beside the loader. */
export function setPiecesFolder(loaderUrl: string): void {
  folder = loaderUrl.replace(/[^/]*$/, "");
}

const importPiece = <Piece>(name: keyof typeof __PIECES__): Promise<Piece> =>
  import(/* @vite-ignore */ `${folder}askling-${name}.js?v=${__PIECES__[name]}`) as Promise<Piece>;

/** The prompt UI, fetched when a survey is likely to show. */
export const importPrompt = () => importPiece<typeof Prompt>("prompt");

/** The check of a manifest, fetched for one that carries no stamp. */
export const importCheck = () => importPiece<typeof Check>("check");

/** Showing, records and delivery, fetched when a survey is likely to show or records wait. */
export const importSession = () => importPiece<typeof Session>("session");

/** The triggers, fetched where a survey could show, or waits after an event. */
export const importTriggers = () => importPiece<typeof Triggers>("triggers");
