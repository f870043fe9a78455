import type { View } from "./view.ts";

const DAY_MS = 86_400_000;

/** Days from `from` to before `to`, `YYYY-MM-DD`. */
export interface DayRange {
  from: string;
  to: string;
}

/** The days of a view. */
export function rangeOf({ period, from, to }: Pick<View, "period" | "from" | "to">, today: string): DayRange {
  const tomorrow = addDays(today, 1);
  if (period === "own") return { from, to: addDays(to, 1) };
  if (period === "month") return { from: `${today.slice(0, 7)}-01`, to: tomorrow };
  return { from: addDays(tomorrow, -Number(period)), to: tomorrow };
}

/** The day it is somewhere. */
export function dayIn(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(now)
    .map(({ type, value }): [string, string] => [type, value]);
  const { year, month, day } = Object.fromEntries(parts);
  return `${year}-${month}-${day}`;
}

/** The day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A range by its first and last day. */
export function bothDays({ from, to }: DayRange): DayRange {
  return { from, to: addDays(to, -1) };
}
