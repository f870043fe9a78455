import { LARGE_FROM } from "../manifest/large.ts";
import type { PieceName, Scene } from "./context.ts";

/** Questions that the prompt's first piece can ask; a csat of stars it cannot. */
const PLAIN = /^(?:nps|csat|ces|text)$/;

/** What a scene wants beyond the prompt's first piece. */
export function wantedPieces({
  survey: { questions, display: { as = "popover" } = {} },
  into,
  textScale,
}: Scene): PieceName[] {
  const plain = questions.every((one) => PLAIN.test(one.type) && !("look" in one && one.look === "stars"));
  const wanted: PieceName[] = ["room"];
  if (!plain) wanted.push("questions");
  if (into || /^[^ps]/.test(as)) wanted.push("displays");
  if (textScale >= LARGE_FROM) wanted.push("large");
  return wanted;
}
