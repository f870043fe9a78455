import { type Context, Hono } from "hono";
import { sha256 } from "./adminToken.ts";
import type { Collector } from "./collector.ts";
import type { Site } from "./config/load.ts";
import { admitOrigin, answerPreflight } from "./http/origins.ts";
import { siteOf } from "./http/site.ts";
import { isSignatureValid } from "./ingest/identity.ts";
import { userKey } from "./store/people.ts";
import type { Store } from "./store/store.ts";

/**
 * `GET /v1/surveys?key=`: the site's manifest, as it was checked and stamped; for a user who is signed for, with when
 * each survey was shown to them last, on whatever device.
 */
export function surveyRoutes(collector: Collector): Hono {
  const { configuration, store, now } = collector;
  const app = new Hono();

  app.options("/v1/surveys", (context) => answerPreflight(collector, context, "GET"));

  app.get("/v1/surveys", async (context) => {
    const { current } = configuration;
    admitOrigin(collector, context, [...current.sites.values()]);
    const site = siteOf(current, context.req.query("key"));
    admitOrigin(collector, context, [site]);
    const user = signedUser(context, site, now());
    const asked = user === undefined ? undefined : await readAsked(store, site.key, user);
    const body = asked ? addAsked(site.manifest.body, asked) : site.manifest.body;
    const hash = asked ? sha256(body).toString("hex") : site.manifest.hash;
    const tag = `"${hash.slice(0, 32)}"`;
    const known = (context.req.header("If-None-Match") ?? "").split(",").map((part) => part.trim());
    // Asked again each time, so that a change or a pause counts at the next page.
    const headers = { ETag: tag, "Cache-Control": asked ? "private, no-cache" : "no-cache" };
    return known.some((entry) => entry.replace(/^W\//, "") === tag || entry === "*")
      ? context.body(null, 304, headers)
      : context.body(body, 200, { ...headers, "Content-Type": "application/json; charset=utf-8" });
  });
  return app;
}

/** The user that a valid signature names; with a wrong one the request gets the manifest that is the same for all. */
function signedUser(context: Context, { secrets }: Site, now: Date): string | undefined {
  const { user, expires = "", signature } = context.req.query();
  if (user === undefined || signature === undefined || !/^\d{1,15}$/.test(expires)) return undefined;
  const claim = { id: user, expires: Number(expires), signature };
  return isSignatureValid(claim, secrets, now) ? user : undefined;
}

function addAsked(manifest: string, asked: ReadonlyMap<string, string>): string {
  return JSON.stringify({ ...JSON.parse(manifest), asked: Object.fromEntries(asked) });
}

/** When each survey was last shown to a user, ISO 8601 by survey. Unsigned records count: they can only make less be asked. */
async function readAsked(
  { reader }: Pick<Store, "reader">,
  site: string,
  user: string,
): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom("records")
    .select(({ fn }) => ["survey", fn.max("shown_at").as("at")])
    .where("site", "=", site)
    .where("user_id", "=", userKey(user))
    .groupBy("survey")
    .execute();
  return new Map(rows.map(({ survey, at }) => [survey, at]));
}
