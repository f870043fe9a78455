const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether this is a time zone that the engine knows, such as `Asia/Shanghai` or `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(formatterOf(name));
  } catch {
    return false;
  }
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    era: "short",
  });
  formatters.set(timeZone, made);
  return made;
}

/** The wall clock of a zone at an instant, as if it were UTC (milliseconds). */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Map<string, string>();
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) parts.set(type, value);
  const part = (name: string) => Number(parts.get(name));
  return Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
    ((instant % 1000) + 1000) % 1000,
  );
}

/** Whether there is a day `YYYY-MM-DD`. */
export function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  // 30 February is read as 2 March by some.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function localDay(instant: number, timeZone: string): string {
  return new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10);
}

/**
 * The instant at which a zone's wall clock shows a time; where the clock is put forward over it, the first
 * instant after the gap; where it is put back, the first of the two.
 *
 * @param wall - the wall clock's time as if it were UTC (milliseconds)
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallClock(near, timeZone) - near);
  const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find((candidate) => wallClock(candidate, timeZone) === wall);
  return exact ?? Math.max(...candidates);
}

/** The instant at which a day (`YYYY-MM-DD`) begins in a zone. */
export function startOfDay(day: string, timeZone: string): number {
  return instantOfWall(Date.parse(`${day}T00:00:00.000Z`), timeZone);
}

/** A day some days later (or earlier). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
