import { once } from "./once.ts";
import { shared } from "./shared.ts";

let folder = "";
const known = new Map<string, () => Promise<unknown>>();

/** The pieces lie beside the loader. */
export function setPiecesFolder(loaderUrl: string): void {
  folder = loaderUrl.replace(/[^/?#]*(?:[?#].*)?$/, "");
}

/** Gets a piece of the widget by its name, once. */
export type ImportPiece = <Piece>(name: string) => Promise<Piece>;

/**
 * A piece from the loader's own folder. A piece that could not be fetched is asked for by another address the next
 * time: browsers of before 2026 remember the failure of an address (https://github.com/whatwg/html/issues/6768).
 */
export const importPiece = (<Piece>(name: string) => {
  const get =
    known.get(name) ||
    once(async (before) => {
      const url = `${folder}askling-${name}.js?v=${__PIECES__}${before ? `&r=${before}` : ""}`;
      return (await import(/* @vite-ignore */ url)).default(shared) as Piece;
    });
  known.set(name, get);
  return get() as Promise<Piece>;
}) satisfies ImportPiece;
