import { ownerOf } from "../../loader/visitor.ts";
import type { PromptNeeds } from "../needs.ts";

/** How long a showing waits for what the collector knows, ms. */
const MAX_WAIT_MS = 3_000;
/** Clocks of devices and collector differ by so much, at most: it is the same showing, ms. */
const SAME_SHOWING_MS = 60_000;

/**
 * Learns from the collector what a signed user was asked elsewhere, once per user and page, and notes it in
 * that user's histories as answered: rather not asked at all than asked twice. What it returns is told the address
 * of the manifest, and does nothing for a user without a signature.
 */
export function createRemoteFrequency(
  { person, visitor }: Pick<PromptNeeds, "person" | "visitor">,
  request: typeof fetch = (...values) => fetch(...values),
): (surveys: string) => Promise<void> {
  const learned = new Map<string, Promise<void>>();

  async function learn(address: string, owner: string): Promise<void> {
    const given: unknown = await (await request(address, { credentials: "omit" })).json();
    const asked = (given as { asked?: unknown } | null)?.asked;
    if (typeof asked !== "object" || asked === null) return;
    await visitor.change((row) => {
      const histories = row.histories[owner] ?? {};
      row.histories[owner] = histories;
      for (const [survey, time] of Object.entries(asked)) {
        const at = Date.parse(String(time));
        const history = histories[survey] ?? { shown: 0 };
        histories[survey] = history;
        // Of its own showings this device knows better what came of them.
        if (at > (history.shownAt ?? 0) + SAME_SHOWING_MS)
          history.answeredAt = Math.max(at, history.answeredAt ?? 0);
      }
    });
  }

  return (surveys) => {
    const { id, proof } = person;
    if (id === undefined || !proof) return Promise.resolve();
    const { signature, expires } = proof;
    const query = Object.entries({ user: id, expires, signature }).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    const address = `${surveys}${surveys.includes("?") ? "&" : "?"}${query.join("&")}`;
    const known =
      learned.get(address) ??
      // Who cannot be asked leaves it to what this device knows.
      Promise.race([
        learn(address, ownerOf(id)),
        new Promise<void>((resolve) => setTimeout(resolve, MAX_WAIT_MS)),
      ]).catch(() => {});
    learned.set(address, known);
    return known;
  };
}
