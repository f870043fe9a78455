import type { Survey } from "../../widget/manifest/schema.ts";
import type { ServedManifest } from "../config/manifest.ts";
import type { Store } from "./store.ts";
import type { Db } from "./tables.ts";
import { retry } from "./unavailable.ts";

/** A manifest that was served, and from when on. */
export interface ManifestRevision {
  /** ISO 8601, UTC. */
  servedFrom: string;
  body: string;
}

/** Notes that a site's manifest is served from now on, unless it was the last one anyway. */
export async function keepManifest(
  store: Store,
  site: string,
  manifest: ServedManifest,
  now: Date,
): Promise<void> {
  const note = async (db: Db) => {
    const last = await db
      .selectFrom("manifests")
      .select(["hash", "served_from"])
      .where("site", "=", site)
      .orderBy("served_from", "desc")
      .limit(1)
      .executeTakeFirst();
    if (last?.hash === manifest.hash) return;
    // Nor before the last one, even if that came while the clock was ahead: the last is the one that is served.
    const from = Math.max(now.getTime(), last ? Date.parse(last.served_from) + 1 : 0);
    await db
      .insertInto("manifests")
      .values({ site, served_from: new Date(from).toISOString(), hash: manifest.hash, body: manifest.body })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };
  await retry(() => store.writer.transaction().execute(note));
}

/** Every manifest that was served for a site, oldest first. */
export async function manifestHistory(store: Store, site: string): Promise<ManifestRevision[]> {
  const rows = await store.reader
    .selectFrom("manifests")
    .select(["served_from", "body"])
    .where("site", "=", site)
    .orderBy("served_from")
    .execute();
  return rows.map(({ served_from, body }) => ({ servedFrom: served_from, body }));
}

/** The surveys of a manifest that has passed the check. */
export function surveysOf(body: string): Survey[] {
  const { surveys }: { surveys: Survey[] } = JSON.parse(body);
  return surveys;
}
