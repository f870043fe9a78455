import * as z from "zod/mini";

/** What the vendors answer; which of the codes there is depends on the vendor, and on its age. */
const Answer = z.object({
  errcode: z.optional(z.number()),
  code: z.optional(z.number()),
  StatusCode: z.optional(z.number()),
});

/** Under which name a vendor tells its code. */
export type CodeName = keyof z.infer<typeof Answer>;

/** The code in a vendor's answer, under the first of the names that is there; nothing if it has none. */
export function codeIn(text: string, names: readonly CodeName[]): number | undefined {
  const parsed = Answer.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  return names.map((name) => parsed.data[name]).find((code) => code !== undefined);
}

/**
 * Whether an answer only says that it came: what relays between a collector and a chat, which is often behind one,
 * answer in the vendor's place. A page, or JSON of another kind, is none.
 */
export function isBareReceipt(text: string): boolean {
  return /^(?:\{\s*\}|"?(?:ok|success)"?)?$/i.test(text.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
