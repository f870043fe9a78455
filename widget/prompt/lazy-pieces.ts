import type { ImportPiece } from "../loader/pieces.ts";
import type { Displays } from "./displays/displays-piece.ts";
import type { LargeMode } from "./large/index.ts";
import type { MoreQuestions } from "./questions/renderer.ts";

/** What some surveys need beyond the first piece, by the names of the pieces. */
export interface LazyPieces {
  questions: MoreQuestions;
  displays: Displays;
  large: LargeMode;
}

/** The pieces that have been fetched. */
export const lazyPieces: Partial<LazyPieces> = {};

/**
 * Fetches pieces, each once.
 *
 * @throws what the browser says when a piece cannot be fetched
 */
export async function fetchLazyPieces(
  names: readonly (keyof LazyPieces)[],
  importPiece: ImportPiece,
): Promise<void> {
  await Promise.all(
    names.map(async <Name extends keyof LazyPieces>(name: Name) => {
      const piece = lazyPieces[name] || (await importPiece<LazyPieces[Name]>(name));
      // Of two that were asked for at once the page goes on with the first.
      lazyPieces[name] = lazyPieces[name] || piece;
    }),
  );
}

/** The styles of all pieces that have been fetched. */
export function lazyCss(): string {
  return Object.values(lazyPieces)
    .map(({ css = "" }) => css)
    .join("");
}
