import type { Answer } from "../../record/schema.ts";

/**
 * The order of a ranking: as answered, as far as those are options; the others behind.
 *
 * @param ids - of the options, as the survey has them
 */
export function orderFrom(value: Answer | undefined, ids: readonly string[]): string[] {
  const ranked = Array.isArray(value) ? value : [];
  const known = ids.filter((id) => ranked.includes(id));
  known.sort((one, other) => ranked.indexOf(one) - ranked.indexOf(other));
  return [...known, ...ids.filter((id) => !ranked.includes(id))];
}

/** The order with one option moved by some places, as far as there are places. */
export function movedBy(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  const rest = order.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
