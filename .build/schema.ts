import * as z from "zod/mini";
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

function toJsonSchema(schema: z.ZodMiniType, room: Record<string, unknown>, extensible: boolean): Schema {
  return z.toJSONSchema(schema, {
    io: "input",
    metadata: named(room),
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      // What zod's own checks cannot carry over: the sentences that say what is expected.
      const checks = (zodSchema._zod.def.checks ?? []) as {
        _zod: { def: { error?: (issue: never) => unknown } };
      }[];
      const expected = checks
        .map((check) => check._zod.def.error?.({} as never))
        .filter((text) => typeof text === "string");
      if (expected.includes("a whole number")) jsonSchema.type = "integer";
      else if (expected.length) jsonSchema.description = expected.join("; ");
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
