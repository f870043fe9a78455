import type { SiteDescription } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { surveysOf } from "../config/manifest.ts";
import { manifestHistory } from "../store/manifests.ts";

/** The sites that a token may see. */
export async function describeSites(
  { configuration, store }: Pick<Collector, "configuration" | "store">,
  keys: readonly string[] | undefined,
): Promise<SiteDescription[]> {
  const { sites } = configuration.current;
  const seen = [...sites.values()].filter(({ key }) => !keys || keys.includes(key));
  return Promise.all(
    seen.map(async (site) => {
      const current = surveysOf(site.manifest.body);
      const past = (await manifestHistory(store, site.key)).reverse().flatMap(({ body }) => surveysOf(body));
      const surveys = new Map<string, SiteDescription["surveys"][number]>();
      for (const { id, name } of current) surveys.set(id, { id, name: name ?? null, current: true });
      for (const { id, name } of past)
        if (!surveys.has(id)) surveys.set(id, { id, name: name ?? null, current: false });
      return {
        key: site.key,
        retentionDays: site.retentionDays ?? null,
        surveys: [...surveys.values()],
        dimensions: dimensionsOf(site),
      };
    }),
  );
}

/** What owners attribute, sum up and select by is what they will want to see figures by. */
function dimensionsOf({ followUp, digest, alerts, webhooks, manifest }: Site): string[] {
  const lists = [...followUp.map(({ assign }) => assign), digest?.by, ...alerts.map(({ by }) => by)];
  const names = lists.flatMap((list) => list?.split(/[|,]/).map((name) => name.trim()) ?? []);
  const wheres = webhooks.flatMap(({ where }) => Object.keys(where ?? {}));
  const traits = surveysOf(manifest.body).flatMap(({ audience }) => Object.keys(audience?.traits ?? {}));
  return [...new Set([...names, ...wheres, ...traits.map((trait) => `trait.${trait}`)])].filter((name) =>
    /^(?:trait|prop)\../.test(name),
  );
}
