import { addDays, instantOfWall, localDay } from "../results/zone.ts";

/** When people are at work, for each day of the week (0 is Sunday): minutes of the day, in order, apart. */
type Hours = readonly (readonly Span[])[];

interface Span {
  from: number;
  /** At most 1440, the midnight that ends the day. */
  to: number;
}

const DAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;

/**
 * Reads working hours such as `"Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00"`: days (all if none are named) and
 * times, several with commas; further days after a semicolon or a comma. `"22:00-06:00"` ends on the next day.
 *
 * @returns nothing if it cannot be read, or if there is no working time at all
 */
export function parseHours(text: string): Hours | undefined {
  const spans: Span[][] = DAYS.map(() => []);
  for (const part of text.split(/;|(?<=\d)\s*,(?=\s*[A-Z])/)) {
    const [, days, times = ""] = /^\s*(?:([A-Z][A-Za-z,\s-]*?)\s+)?(\d[\d:,\s-]*)$/.exec(part) ?? [];
    const numbers = days === undefined ? DAYS.keys() : readDays(days);
    const ranges = times.split(",").map(readTimes);
    if (!numbers) return undefined;
    for (const day of numbers)
      for (const range of ranges) {
        if (!range) return undefined;
        const [from, to] = range;
        if (from < to) spans[day]?.push({ from, to });
        else {
          spans[day]?.push({ from, to: DAY_MINUTES });
          if (to > 0) spans[(day + 1) % 7]?.push({ from: 0, to });
        }
      }
  }
  return spans.some((some) => some.length) ? spans.map(merge) : undefined;
}

/** `"Mo-Fr,Su"` as numbers; a range may pass the end of the week. */
function readDays(text: string): number[] | undefined {
  const found: number[] = [];
  for (const item of text.split(",")) {
    const [first = "", last = first, ...more] = item.split("-").map((name) => name.trim());
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more.length) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      found.push(day);
      if (day === to) break;
    }
  }
  return found;
}

/** `"09:00-18:00"` as minutes of the day. */
function readTimes(text: string): [number, number] | undefined {
  const parts = /^\s*(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)\s*$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const isReal = fromMinute < 60 && toMinute < 60 && from < DAY_MINUTES && to <= DAY_MINUTES && from !== to;
  return isReal ? [from, to] : undefined;
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/**
 * The instant at which some working time has passed since another one. Each day's hours are those of the wall clock,
 * so that a day on which the clock is changed within them is shorter or longer.
 *
 * @param start - milliseconds
 * @param duration - milliseconds of working time
 */
export function addWorkingTime(start: number, duration: number, hours: Hours, timeZone: string): number {
  let left = duration;
  // The day before may reach into today where the clock is put back over midnight.
  for (let day = addDays(localDay(start, timeZone), -1); ; day = addDays(day, 1)) {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    for (const { from, to } of hours[new Date(midnight).getUTCDay()] ?? []) {
      const begin = Math.max(start, instantOfWall(midnight + from * MINUTE_MS, timeZone));
      const end = instantOfWall(midnight + to * MINUTE_MS, timeZone);
      if (end <= begin) continue;
      if (left <= end - begin) return begin + left;
      left -= end - begin;
    }
  }
}
