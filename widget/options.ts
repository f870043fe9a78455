import * as z from "zod/mini";
import type { Settings } from "./loader/settings.ts";
import { problemsWith } from "./manifest/problem.ts";
import { Scalar } from "./manifest/schema.ts";

const opt = z.optional;
const isFunction = z.refine<unknown>((value) => typeof value === "function", { error: "a function" });

const isAddress = z.refine<string>(
  (value) => {
    try {
      return !!new URL(value, "https://page.example");
    } catch {
      return false;
    }
  },
  { error: "an address such as https://collect.example/v1/batches" },
);

/** What `createAskling` takes. */
const Options = z.strictObject({
  surveys: opt(
    z.union([
      z.string().check(z.minLength(1)),
      z.object({ version: z.literal(1), surveys: z.array(z.unknown()) }),
    ]),
  ),
  endpoint: opt(z.string().check(z.minLength(1), isAddress)),
  key: opt(z.string().check(z.minLength(1))),
  template: opt(z.enum(["nps", "csat", "ces"])),
  locale: opt(z.string().check(z.minLength(1))),
  consent: opt(z.enum(["granted", "pending", "denied"])),
  storage: opt(z.enum(["auto", "memory"])),
  colorScheme: opt(z.enum(["auto", "light", "dark"])),
  textScale: opt(z.union([z.number().check(z.gte(1), z.lte(2)), z.literal("auto")])),
  styleNonce: opt(z.string()),
  bridge: opt(z.enum(["auto", "none"])),
  debug: opt(z.boolean()),
  traits: opt(z.record(z.string(), Scalar)),
  beforeSend: opt(z.unknown().check(isFunction)),
});

/** An option that `createAskling` cannot work with. */
export class OptionError extends TypeError {
  // Declared and set below: class fields are younger than the floor, and lowering them would import a helper.
  declare readonly code: "askling_option";
  /** The option, with the path inside it. */
  declare readonly option: string;
  declare readonly found: string;
  declare readonly expected: string;

  constructor(option: string, found: string, expected: string) {
    super(`createAskling: option "${option}": found ${found}, expected ${expected}`);
    this.name = "OptionError";
    this.code = "askling_option";
    this.option = option;
    this.found = found;
    this.expected = expected;
  }
}

/**
 * The options as settings.
 *
 * @throws OptionError naming the first wrong option, what was given and what is expected
 */
export function parseOptions(options: unknown): Settings {
  const [problem] = problemsWith(Options, options);
  if (problem) throw new OptionError(problem.path || "options", problem.found, problem.expected);
  return options as Settings;
}
