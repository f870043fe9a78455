import type { Site } from "../config/load.ts";
import { definitionsOf, type SurveyDefinitions } from "../results/definitions.ts";
import { manifestHistory } from "../store/manifests.ts";
import type { Store } from "../store/store.ts";

/** What a site's surveys asked, by survey. */
export type SiteDefinitions = (survey: string) => SurveyDefinitions;

/** Reads what a site's surveys asked, again only when another manifest is served. */
export function createDefinitionReader(store: Store): (site: Site) => Promise<SiteDefinitions> {
  const read = new Map<string, { hash: string; definitions: Promise<SiteDefinitions> }>();
  return ({ key, manifest: { hash } }) => {
    const known = read.get(key);
    if (known?.hash === hash) return known.definitions;
    const definitions = readDefinitions(store, key);
    read.set(key, { hash, definitions });
    // A failure must not stay.
    definitions.catch(() => read.delete(key));
    return definitions;
  };
}

async function readDefinitions(store: Store, site: string): Promise<SiteDefinitions> {
  const history = await manifestHistory(store, site);
  const surveys = new Map<string, SurveyDefinitions>();
  return (survey) => {
    const definitions = surveys.get(survey) ?? definitionsOf(history, survey);
    surveys.set(survey, definitions);
    return definitions;
  };
}
