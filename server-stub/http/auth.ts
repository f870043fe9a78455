import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import type { TokenConfig } from "../config/schema.ts";
import type { Conditions } from "../results/dimension.ts";
import { ProblemError } from "./problem.ts";
import { siteOf } from "./site.ts";

/** What a route asks of its caller: reading figures and records, working on cases, or everything. */
export type Right = TokenConfig["role"];

/** What a caller may see. */
export interface Access {
  site: Site;
  /** Only records that meet these. */
  where: Conditions;
}

/**
 * Who asks, and what of it they may see.
 *
 * @param right - the role that the route needs; `admin` may do all
 * @throws ProblemError 401 without a known token, 403 without the role or the site, 400 or 404 for the site
 */
export function authorize({ adminToken, configuration }: Collector, context: Context, right: Right): Access {
  const { current } = configuration;
  const given = /^Bearer +(\S+) *$/i.exec(context.req.header("Authorization") ?? "")?.[1];
  const bearer = given === undefined ? undefined : findBearer(given, adminToken, current.tokens);
  if (!bearer) {
    const detail =
      given === undefined
        ? 'Authorization: found no token, expected "Bearer TOKEN".'
        : "Authorization: found a token that nobody knows, expected the admin token or one of the configuration's.";
    throw new ProblemError(401, "unauthorized", detail, { "WWW-Authenticate": 'Bearer realm="askling"' });
  }
  if (bearer.role !== "admin" && bearer.role !== right)
    throw new ProblemError(403, "forbidden", `The role ${bearer.role} may not do this; ${right} may.`);
  const site = siteOf(current, context.req.query("key"));
  if (bearer.sites && !bearer.sites.includes(site.key))
    throw new ProblemError(403, "forbidden", "This token is not for this site.");
  const where = Object.entries(bearer.where ?? {});
  return { site, where: new Map(where.map(([name, values]) => [name, new Set(values)])) };
}

type Bearer = Pick<TokenConfig, "role" | "sites" | "where">;

function findBearer(given: string, adminToken: string, tokens: readonly TokenConfig[]): Bearer | undefined {
  const hash = sha256(given);
  const matches = (expected: Buffer) => expected.length === hash.length && timingSafeEqual(expected, hash);
  if (matches(sha256(adminToken))) return { role: "admin" };
  return tokens.find((token) => matches(Buffer.from(token.hash, "hex")));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
