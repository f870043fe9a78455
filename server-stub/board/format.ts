import type { FigureKind } from "../../widget/manifest/question-types.ts";

/** Writes numbers and times as people of a language write them. */
export interface Format {
  whole(value: number): string;
  /** A figure without sign, save for points, which always have one. */
  figure(value: number | null, unit: FigureKind): string;
  /** A difference with its sign; shares in percentage points. */
  difference(value: number, unit: FigureKind): string;
  /** Both ends of an interval. */
  interval(ci95: readonly [number, number], unit: FigureKind): string;
  percent(value: number | null): string;
  /** A number of any kind, with as many digits as it needs and at most two after the point. */
  number(value: number | null): string;
  /** A figure as briefly as an axis needs it. */
  axis(value: number, unit: FigureKind): string;
  /** Such as "2 h 40 min"; the two largest parts. */
  duration(ms: number): string;
  /** A day of the calendar, `YYYY-MM-DD`. */
  day(day: string): string;
  /** A day of the calendar, as briefly as can be. */
  shortDay(day: string): string;
  /** An instant, to the minute. */
  time(iso: string): string;
  compare(left: string, right: string): number;
}

export const NO_FIGURE = "–";

/**
 * @param locale - BCP 47
 * @param timeZone - which instants are told in
 */
export function createFormat(locale: string, timeZone: string): Format {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value);
  };
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (time: number) => format.format(time);
  };
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const whole = number({ maximumFractionDigits: 0 });
  const points = number({ ...tenths, signDisplay: "exceptZero" });
  const percent = number({ style: "percent", ...tenths });
  const roundPercent = number({ style: "percent", maximumFractionDigits: 0 });
  const mean = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const signedMean = number({
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const plain = number(tenths);
  const hundredths = number({ maximumFractionDigits: 2 });
  const figure = (value: number, unit: FigureKind) =>
    unit === "points" ? points(value) : unit === "share" ? percent(value) : mean(value);
  const part = (unit: string) =>
    number({ style: "unit", unit, unitDisplay: locale.startsWith("zh") ? "long" : "short" });
  const parts: readonly [number, (value: number) => string][] = [
    [86_400_000, part("day")],
    [3_600_000, part("hour")],
    [60_000, part("minute")],
  ];
  const calendar = date({ timeZone: "UTC", year: "numeric", month: "short", day: "numeric" });
  const shortCalendar = date({ timeZone: "UTC", month: "numeric", day: "numeric" });
  const instant = date({ timeZone, dateStyle: "medium", timeStyle: "short" });
  const collator = new Intl.Collator(locale, { numeric: true });
  const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return {
    whole,
    figure: (value, unit) => (value === null ? NO_FIGURE : figure(value, unit)),
    difference: (value, unit) =>
      unit === "mean" ? signedMean(value) : points(unit === "share" ? 100 * value : value),
    interval: ([low, high], unit) =>
      unit === "mean"
        ? `${mean(low)} – ${mean(high)}`
        : unit === "points"
          ? `${plain(low)} – ${plain(high)}`
          : `${plain(100 * low)} – ${percent(high)}`,
    axis: (value, unit) =>
      unit === "points" ? whole(value) : unit === "share" ? roundPercent(value) : plain(value),
    number: (value) => (value === null ? NO_FIGURE : hundredths(value)),
    percent: (value) => (value === null ? NO_FIGURE : percent(value)),
    duration(ms) {
      let rest = Math.max(0, Math.floor(ms / 60_000) * 60_000);
      const said: string[] = [];
      for (const [length, formatPart] of parts) {
        const count = Math.floor(rest / length);
        rest -= count * length;
        if (count && said.length < 2) said.push(formatPart(count));
        // "2 days 3 min" would skip the hours.
        else if (said.length) break;
      }
      return said.join(" ") || parts[2]?.[1](0) || "";
    },
    day: (day) => calendar(timeOf(day)),
    shortDay: (day) => shortCalendar(timeOf(day)),
    time: (iso) => instant(Date.parse(iso)),
    compare: (left, right) => collator.compare(left, right),
  };
}
