import type { Case } from "../answers/cases.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words/index.ts";

/** What was changed of a case, as people say it. */
export function sayChange(
  { field, from, to }: Pick<Case["history"][number], "field" | "from" | "to">,
  words: Words,
  format: Format,
): string {
  const { changed, escalated, linkMade, recovery } = words.case;
  if (field === "link") return linkMade(format.time(String(to)));
  if (field === "escalated") return escalated(String(to));
  // By which answer is told by its id, which says nothing to people.
  if (field === "recovered") return to ? recovery.found : recovery.lost;
  return changed(nameOf(field, words), printValue(field, from, words), printValue(field, to, words));
}

function nameOf(field: string, { case: { fields } }: Words): string {
  return Object.entries(fields).find(([id]) => id === field)?.[1] ?? field;
}

function printValue(field: string, value: unknown, { statuses, none }: Words): string {
  if (value === null || value === undefined || value === "") return none;
  const status = field === "status" && Object.entries(statuses).find(([id]) => id === value)?.[1];
  return status || String(value);
}
