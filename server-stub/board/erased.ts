import type { Erased } from "../answers/site.ts";
import type { Looks } from "./model/looks.ts";

const KINDS = ["records", "conflicts", "cases", "links", "messages"] as const;

/** What was erased in words, such as "2 records, 1 case"; without the kinds of which there was nothing. */
export function sayErased(erased: Erased, { words, format }: Pick<Looks, "words" | "format">): string {
  const { erasedCounts, erasedJoin } = words.value.admin;
  const said = KINDS.filter((kind) => erased[kind] > 0).map((kind) =>
    erasedCounts[kind](erased[kind], format.value.whole(erased[kind])),
  );
  return said.join(erasedJoin) || words.value.none;
}
