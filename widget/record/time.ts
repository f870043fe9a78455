const pad = (value: number, digits = 2) => `00${value}`.slice(-digits);

/**
 * A time as records carry it, as `toISOString` writes it: that method is one that libraries of pages replace.
 *
 * @param date - a date, or milliseconds since 1970; years from 1000 to 9999
 */
export function isoTime(date: number | Date): string {
  const time = new Date(date);
  const day = [time.getUTCFullYear(), pad(time.getUTCMonth() + 1), pad(time.getUTCDate())].join("-");
  const hour = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()]
    .map((part) => pad(part))
    .join(":");
  return `${day}T${hour}.${pad(time.getUTCMilliseconds(), 3)}Z`;
}
