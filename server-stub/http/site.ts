import type { Configuration, Site } from "../config/load.ts";
import { suggestName } from "../suggestion.ts";
import { ProblemError, type ProblemStatus } from "./problem.ts";

/**
 * The site that a key names; without a key the only site.
 *
 * @param key - from the batch or from `key=`
 * @param statuses - for a key that is needed but missing, and for one that names no site
 * @throws ProblemError
 */
export function siteOf(
  { sites }: Configuration,
  key: string | undefined,
  { missing, unknown }: { missing: ProblemStatus; unknown: ProblemStatus } = { missing: 400, unknown: 404 },
): Site {
  const [only] = sites.values();
  if (key === undefined) {
    if (sites.size === 1 && only) return only;
    throw new ProblemError(
      missing,
      "key_required",
      "key: found nothing, expected the key of a site, because this collector has more than one.",
    );
  }
  const site = sites.get(key);
  if (site) return site;
  // Keys are public (they stand in the pages), so telling a near one gives nothing away.
  const meant = suggestName(key, [...sites.keys()]);
  throw new ProblemError(
    unknown,
    "unknown_site",
    `key: found ${JSON.stringify(key.slice(0, 60))}, expected the key of a site of this collector` +
      `${meant === undefined ? "" : ` (did you mean ${JSON.stringify(meant)}?)`}.`,
  );
}
