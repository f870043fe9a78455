import * as z from "zod/mini";

// A strict content security policy forbids `new Function`, which zod would otherwise probe for in the browser.
z.config({ jitless: true });

/** An object of any names whose values all have one shape. */
export const dictionary = <Item extends z.core.SomeType>(item: Item) => z.record(z.string(), item);

/** A value that may be absent, or `null` where it is not told. */
export const maybe = <Item extends z.core.SomeType>(item: Item) => z.optional(z.nullable(item));

/** Lower and upper bound of a 95 % interval. */
export const Interval = z.tuple([z.number(), z.number()]);
export type Interval = z.infer<typeof Interval>;

/** A text in one language, or by BCP 47 tag in several, as a manifest has it. */
export const Text = z.union([z.string(), dictionary(z.string())]);
export type Text = z.infer<typeof Text>;

/** A trait or a property. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The answer to one question, as a record has it. */
export const Answer = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.object({ other: z.string() })])),
  dictionary(z.union([z.string(), z.boolean()])),
]);
export type Answer = z.infer<typeof Answer>;

/** An error as every route tells it (RFC 9457). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** Stable, for programs, such as `unknown_site`. */
  code: z.string(),
  /** A sentence: what was found, what is expected, what to do. */
  detail: z.string(),
  /** Id of what stands in the way, such as the case that there is already. */
  id: z.optional(z.string()),
  /** The version that is in force, where another one was expected. */
  version: z.optional(z.number()),
  /** Milliseconds to wait before the next attempt. */
  retryAfterMs: z.optional(z.number()),
});
export type Problem = z.infer<typeof Problem>;
