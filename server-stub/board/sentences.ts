import type { Case } from "../answers/cases.ts";
import type { Erased } from "../answers/site.ts";
import type { ApiError } from "./api.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words/en.ts";

/** A failure in words; what the collector says of a wrong request names the place. */
export function formatFault({ status, message }: ApiError, { faults }: Words): string {
  if (status === 0) return faults.offline;
  if (status === 429 || status === 503) return faults.busy;
  if (status === 403) return faults.forbidden;
  return message || faults.other;
}

/** What was changed of a case, as people say it. */
export function formatChange(
  { field, from, to }: Pick<Case["history"][number], "field" | "from" | "to">,
  words: Words,
  format: Format,
): string {
  const { changed, escalated, linkMade, recovery } = words.case;
  if (field === "link") return linkMade(format.time(String(to)));
  if (field === "escalated") return escalated(String(to));
  // The answer is told by its id, which says nothing to people.
  if (field === "recovered") return to ? recovery.found : recovery.lost;
  return changed(fieldName(field, words), formatValue(field, from, words), formatValue(field, to, words));
}

function fieldName(field: string, { case: { fields } }: Words): string {
  return Object.entries(fields).find(([id]) => id === field)?.[1] ?? field;
}

function formatValue(field: string, value: unknown, { statuses, none }: Words): string {
  if (value === null || value === undefined || value === "") return none;
  const status = field === "status" && Object.entries(statuses).find(([id]) => id === value)?.[1];
  return status || String(value);
}

const ERASED_KINDS = ["records", "conflicts", "cases", "links", "messages"] as const;

/** What was erased, such as "2 records, 1 case"; without the kinds of which there was nothing. */
export function formatErased(erased: Erased, words: Words, format: Format): string {
  const { erasedCounts, erasedJoin } = words.admin;
  const parts = ERASED_KINDS.filter((kind) => erased[kind] > 0).map((kind) =>
    erasedCounts[kind](erased[kind], format.whole(erased[kind])),
  );
  return parts.join(erasedJoin) || words.none;
}
