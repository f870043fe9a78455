import * as z from "zod/mini";
import { PATTERN_INPUT_LIMIT } from "../widget/manifest/pattern.ts";
import * as manifest from "../widget/manifest/schema.ts";
import * as record from "../widget/record/schema.ts";

type Schema = z.core.JSONSchema.JSONSchema;

/** Schemas by the names that they go by in types and in `$defs`. */
function named(room: Record<string, unknown>): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(room))
    if (schema instanceof z.ZodMiniType) registry.add(schema, { id });
  return registry;
}

/** A check of zod's as far as it is looked at here. */
interface Check {
  _zod: { def: { error?: (issue: never) => unknown; params?: { pattern?: RegExp } } };
}

/** A regular expression's source; its one possible flag, which JSON Schema lacks, is written out. */
function sourceOf({ ignoreCase, source }: RegExp): string {
  if (!ignoreCase) return source;
  return source.replace(/\\.|\(\?|\[[^\]]*\]|[a-z]/gi, (part) => {
    if (part.length === 1) return `[${part.toLowerCase()}${part.toUpperCase()}]`;
    return part[0] === "[" ? part.replace("a-z", "a-zA-Z") : part;
  });
}

/**
 * The parts of which a pattern of the manifest's rules may be made: no lookaround and no backreference is among them.
 * What else may be wrong with one takes more than a regular expression to see.
 */
const PATTERN = String.raw`^(?:\\(?:c[A-Za-z]|[^1-9ck])|\[(?:\\[^k]|[^\]\\])*\]|\((?:\?:|\?<[A-Za-z_$][\w$]*>|(?!\?))|[^\\\[(])*$`;

function toJsonSchema(schema: z.ZodMiniType, room: Record<string, unknown>, extensible: boolean): Schema {
  return z.toJSONSchema(schema, {
    io: "input",
    metadata: named(room),
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      // What zod's own checks cannot carry over: what they ask, and the sentences that say what is expected.
      const checks = ((zodSchema._zod.def.checks ?? []) as Check[]).filter(
        ({ _zod: { def } }) => typeof def.error?.({} as never) === "string",
      );
      const expected = checks.map(({ _zod: { def } }) => def.error?.({} as never));
      const pattern = checks.map(({ _zod: { def } }) => def.params?.pattern).find(Boolean);
      if (pattern && jsonSchema.type === "string") jsonSchema.pattern = sourceOf(pattern);
      if (expected.includes("at least one language")) jsonSchema.minProperties = 1;
      if (expected.includes("a whole number")) jsonSchema.type = "integer";
      else if (expected.length) jsonSchema.description = expected.join("; ");
      if (zodSchema === manifest.Pattern)
        Object.assign(jsonSchema, {
          description: "a regular expression without flags, lookaround and backreferences",
          pattern: PATTERN,
          maxLength: PATTERN_INPUT_LIMIT,
        });
      // Extension keys are welcome anywhere.
      if (extensible && jsonSchema.properties && jsonSchema.additionalProperties === false)
        jsonSchema.patternProperties = { "^(x-|\\$schema$)": {} };
    },
  }) as Schema;
}

/**
 * The manifest's JSON Schema, for editors and other tools.
 *
 * @param extensible - whether `$schema` and `x-` keys are said to be welcome
 */
export function manifestSchema(extensible = true): Schema {
  return { title: "Askling manifest", ...toJsonSchema(manifest.Manifest, manifest, extensible) };
}

/** A record's JSON Schema. */
export function recordSchema(): Schema {
  return toJsonSchema(record.SurveyRecord, record, false);
}
