import type { PieceName, PromptPieces, Scene, Surplus } from "./context.ts";
import { LARGE_FROM } from "./theme.ts";

/** The pieces that have been fetched. */
export const surplus: Partial<Surplus> = {};

/** Fetches a piece, once. */
async function load<Name extends PieceName>(name: Name, pieces: PromptPieces): Promise<void> {
  surplus[name] = surplus[name] || (await pieces.importPiece(name));
}

/**
 * Fetches what a prompt needs beyond the first piece.
 *
 * @param asksMore - whether its questions need their piece
 */
export async function loadFor(
  { survey: { display: { as = "popover" } = {} }, into, textScale }: Scene,
  asksMore: boolean,
  pieces: PromptPieces,
): Promise<void> {
  const wanted = (name: PieceName, isWanted: unknown = true) => isWanted && load(name, pieces);
  await Promise.all([
    wanted("room"),
    wanted("questions", asksMore),
    wanted("displays", into || /^[^ps]/.test(as)),
    wanted("large", textScale >= LARGE_FROM),
  ]);
}

/** The styles of all pieces that have been fetched. */
export function surplusCss(): string {
  return Object.values(surplus)
    .map(({ css = "" }) => css)
    .join("");
}
