import type { Trigger } from "../../manifest/schema.ts";

const DURATION_UNITS: [number, string][] = [
  [86_400_000, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1_000, "seconds"],
];

/** A length of time for people: `2 days`, `1.5 hours`. */
export function formatDuration(ms: number): string {
  const [size, unit] = DURATION_UNITS.find(([one]) => ms >= one) ?? [1, "ms"];
  const count = Math.round((ms / size) * 10) / 10;
  return `${count} ${count === 1 ? unit.replace(/(\w\w)s$/, "$1") : unit}`;
}

const TEST_WORDS: Record<string, string> = {
  is: "",
  isNot: "anything but ",
  contains: "something with ",
  startsWith: "something that begins with ",
  endsWith: "something that ends with ",
  matches: "something that matches ",
  gt: "more than ",
  gte: "at least ",
  lt: "less than ",
  lte: "at most ",
};

/** A test for people: `something with "/orders"`, `one of "pro", "vip"`, `at least 50 and less than 100`. */
export function formatTest(test: unknown): string {
  if (Array.isArray(test)) return oneOf(test);
  if (typeof test !== "object" || test === null) return JSON.stringify(test) ?? "nothing";
  return Object.entries(test)
    .map(([key, against]) => {
      if (key === "in" && Array.isArray(against)) return oneOf(against);
      if (key === "exists") return against === true ? "a value" : "no value";
      if (key === "not") return `not ${formatTest(against)}`;
      return `${TEST_WORDS[key] ?? `${key} `}${JSON.stringify(against)}`;
    })
    .join(" and ");
}

const oneOf = (values: unknown[]) => `one of ${values.map((one) => JSON.stringify(one)).join(", ")}`;

/** A trigger for people: `event order_paid, 2h later`. */
export function formatTrigger(trigger: Trigger): string {
  switch (trigger.on) {
    case "load":
      return `load${trigger.after ? `, ${trigger.after} later` : ""}`;
    case "scroll":
      return `scroll to ${trigger.percent ?? 50} %`;
    case "click":
      return `click on ${trigger.selector}`;
    case "visible":
      return `${trigger.selector} visible for ${trigger.for ?? "1s"}`;
    case "idle":
      return `idle for ${trigger.for ?? "30s"}`;
    case "event":
      return `event ${trigger.name}${trigger.after ? `, ${trigger.after} later` : ""}`;
    case "page":
      return `page ${trigger.count} of a visit`;
    case "visit":
      return `visit ${trigger.count}`;
    case "exit":
      return "exit";
  }
}
