import * as z from "zod/mini";

/** What the vendors answer; which of the codes there is depends on the vendor, and on its age. */
const Answer = z.object({
  errcode: z.optional(z.number()),
  code: z.optional(z.number()),
  StatusCode: z.optional(z.number()),
});

/** The code in a vendor's answer; nothing if it is none. */
export function codeIn(text: string, ...names: (keyof z.infer<typeof Answer>)[]): number | undefined {
  const parsed = Answer.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  return names.map((name) => parsed.data[name]).find((code) => code !== undefined);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
