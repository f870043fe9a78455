const UNITS: [number, string][] = [
  [86_400_000, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1_000, "seconds"],
];

/** A length of time for people: `2 days`, `1.5 hours`. */
export function printDuration(ms: number): string {
  const [size, unit] = UNITS.find(([one]) => ms >= one) ?? [1, "ms"];
  const count = Math.round((ms / size) * 10) / 10;
  return `${count} ${count === 1 ? unit.replace(/(\w\w)s$/, "$1") : unit}`;
}
