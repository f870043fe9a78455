import type { PieceName, PromptPieces, Surplus } from "./context.ts";

/** The pieces that have been fetched. */
export const surplus: Partial<Surplus> = {};

/** Fetches a piece, once. */
export async function load<Name extends PieceName>(name: Name, pieces: PromptPieces): Promise<void> {
  const piece = surplus[name] || (await pieces.importPiece(name));
  // Of two that were asked for at once the page goes on with the first.
  surplus[name] = surplus[name] || piece;
}

/** The styles of all pieces that have been fetched. */
export function surplusCss(): string {
  return Object.values(surplus)
    .map(({ css = "" }) => css)
    .join("");
}
