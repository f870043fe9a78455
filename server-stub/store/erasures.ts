import { randomUUID } from "node:crypto";
import type { Erased } from "../answers/site.ts";
import { retry } from "./retry.ts";
import type { Store } from "./store.ts";
import type { ErasureRow } from "./tables.ts";

/** Which erasure it was: where, how it was said what to erase, and whose token asked for it. */
export type ErasureCause = Pick<ErasureRow, "site" | "kind" | "token">;

/** Notes that something was erased, in counts alone; where nothing was, there is nothing to note. */
export async function recordErasure(
  { writer }: Pick<Store, "writer">,
  cause: ErasureCause,
  erased: Erased,
  now: Date,
): Promise<void> {
  if (Object.values(erased).every((count) => count === 0)) return;
  const row: ErasureRow = { ...cause, ...erased, id: randomUUID(), at: now.toISOString() };
  await retry(() => writer.insertInto("erasures").values(row).execute());
}

/** Which erasures are wanted. */
export interface ErasureSelection {
  site: string;
  /** Only those that a token of this name asked for. */
  token?: string | undefined;
  limit: number;
}

/** The erasures of a site, newest first. */
export function readErasures(
  { reader }: Pick<Store, "reader">,
  { site, token, limit }: ErasureSelection,
): Promise<ErasureRow[]> {
  let query = reader.selectFrom("erasures").selectAll().where("site", "=", site);
  if (token !== undefined) query = query.where("token", "=", token);
  return query.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute();
}
