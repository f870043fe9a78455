const WORDS: Record<string, string> = {
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
export function printTest(test: unknown): string {
  if (Array.isArray(test)) return oneOf(test);
  if (typeof test !== "object" || test === null) return JSON.stringify(test) ?? "nothing";
  return Object.entries(test)
    .map(([key, against]) => {
      if (key === "in" && Array.isArray(against)) return oneOf(against);
      if (key === "exists") return against === true ? "a value" : "no value";
      if (key === "not") return `not ${printTest(against)}`;
      return `${WORDS[key] ?? `${key} `}${JSON.stringify(against)}`;
    })
    .join(" and ");
}

const oneOf = (values: unknown[]) => `one of ${values.map((one) => JSON.stringify(one)).join(", ")}`;
