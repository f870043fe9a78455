import { type Context, Hono } from "hono";
import * as z from "zod/mini";
import { sha256 } from "../adminToken.ts";
import type { Session, SiteDescription } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { bearerOf, unauthorized } from "../http/auth.ts";
import { parseBoundedJson, readBody } from "../http/body.ts";
import { admitOwnPages } from "../http/origins.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { manifestHistory, surveysOf } from "../store/manifests.ts";
import { clearCookie, readCookie, recogniseSession, writeCookie } from "./cookie.ts";
import { endSession, openSession } from "./sessions.ts";

const BODY_LIMIT = 4_000;
const BOUNDS = { depth: 2, keys: 5, keyLength: 100 };
const Login = z.strictObject({ token: z.string().check(z.minLength(1), z.maxLength(1_000)) });
const FRESH = { "Cache-Control": "no-store" };

/** `/v1/session`: a browser's stand-in for a token, so that no script of a page ever holds the token itself. */
export function sessionRoutes(collector: Collector): Hono {
  const { store, guesses, configuration, now, log } = collector;
  const app = new Hono();

  const bearerIn = async (context: Context) => {
    admitParameters(context, ["key"]);
    await recogniseSession(collector, context);
    return bearerOf(collector, context);
  };

  app.post("/v1/session", async (context) => {
    admitParameters(context, ["key"]);
    admitOwnPages(collector, context);
    const hash = sha256(parseLogin(await readBody(context.req.raw, BODY_LIMIT)));
    const secret = hash.toString("hex");
    await guesses.admit(context, secret);
    const bearer = bearerOf(collector, context, hash);
    if (!bearer) {
      await guesses.count(context);
      throw unauthorized(
        "token: found one that nobody knows, expected the admin token or one of the configuration's.",
      );
    }
    guesses.prove(secret);
    const at = now();
    const before = readCookie(context);
    if (before !== undefined) await endSession(store, before);
    writeCookie(collector, context, await openSession(store, hash, at), at);
    log.info("session", "Somebody logged in.", { token: bearer.name });
    return context.body(null, 204, FRESH);
  });

  app.get("/v1/session", async (context) => {
    const bearer = await bearerIn(context);
    if (!bearer) throw unauthorized("There is no session; log in with a token.");
    const { name, role, where = {} } = bearer;
    const sites = await describeSites(collector, bearer.sites);
    const { timeZone } = configuration.current;
    const publicUrl = collector.publicUrl ?? null;
    const body: Session = { name, role, sites, where, timeZone, publicUrl };
    return context.json(body, 200, FRESH);
  });

  app.delete("/v1/session", async (context) => {
    admitParameters(context, ["key"]);
    admitOwnPages(collector, context);
    const value = readCookie(context);
    if (value !== undefined) await endSession(store, value);
    clearCookie(collector, context);
    return context.body(null, 204, FRESH);
  });
  return app;
}

function parseLogin(text: string): string {
  const parsed = Login.safeParse(parseBoundedJson(text, BOUNDS));
  if (parsed.success) return parsed.data.token.trim();
  throw new ProblemError(422, "invalid_login", 'The body: expected { "token": TOKEN } and nothing else.');
}

/** The sites that a token may see. */
async function describeSites(
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
