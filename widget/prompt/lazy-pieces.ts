import type { ImportPiece } from "../loader/pieces.ts";
import { LARGE_FROM } from "../manifest/large.ts";
import type { PromptContext } from "./context.ts";
import type { Displays } from "./displays/index.ts";
import type { LargeMode } from "./large/index.ts";
import type { MoreQuestions } from "./questions/index.ts";

/** What some surveys need beyond the first piece, by the names of the pieces. */
export interface LazyPieces {
  questions: MoreQuestions;
  displays: Displays;
  large: LargeMode;
}

/** The pieces that have been fetched. */
export const lazyPieces: Partial<LazyPieces> = {};

/** What decides which pieces a prompt needs. */
type Wanting = Pick<PromptContext, "survey" | "into" | "textScale" | "locale">;

/** Questions that the first piece can ask; a csat of stars it cannot. */
const PLAIN = /^(?:nps|csat|ces|text)$/;

function wantedPieces({
  survey: { questions, display: { as = "popover" } = {} },
  into,
  textScale,
}: Wanting): (keyof LazyPieces)[] {
  const plain = questions.every((one) => PLAIN.test(one.type) && !("look" in one && one.look === "stars"));
  const wanted: (keyof LazyPieces)[] = plain ? [] : ["questions"];
  if (into || /^[^ps]/.test(as)) wanted.push("displays");
  if (textScale >= LARGE_FROM) wanted.push("large");
  return wanted;
}

/**
 * Fetches what a prompt needs beyond the first piece, its words aside.
 *
 * @throws what the browser says when a piece cannot be fetched
 */
export async function fetchLazyPieces(context: Wanting, importPiece: ImportPiece): Promise<void> {
  await Promise.all(
    wantedPieces(context).map(async <Name extends keyof LazyPieces>(name: Name) => {
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
