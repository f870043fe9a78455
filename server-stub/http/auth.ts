import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { sha256 } from "../adminToken.ts";
import type { Role } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import type { Configuration, Site } from "../config/load.ts";
import type { TokenConfig } from "../config/schema.ts";
import { type Conditions, conditionsOf } from "../results/dimension.ts";
import { recogniseSession } from "../session/cookie.ts";
import { ProblemError } from "./problem.ts";
import { RIGHTS, type Right, routeOf } from "./rights.ts";
import { siteOf } from "./site.ts";

/** What a caller may see. */
export interface Access {
  /** Name of the token, for the log. */
  name: string;
  role: Role;
  site: Site;
  /** Only records that meet these. */
  where: Conditions;
}

/**
 * The caller of a request, and what the caller may see.
 *
 * @param right - what the route asks for; the role `admin` may do all
 * @throws ProblemError 401 without a known token, 403 without the role or the site, 400 or 404 for the site
 */
export function authorize(
  { adminTokenHash, configuration }: Pick<Collector, "adminTokenHash" | "configuration">,
  context: Context,
  { roles, scope }: Right,
): Access {
  const { current } = configuration;
  const bearer = bearerOf({ adminTokenHash, configuration }, context);
  if (!bearer)
    throw unauthorized(
      tokenHash(context)
        ? "Authorization: found a token that nobody knows, expected the admin token or one of the configuration's."
        : 'Authorization: found no token, expected "Bearer TOKEN".',
    );
  if (bearer.role !== "admin" && !roles.includes(bearer.role))
    throw forbidden(`The role ${bearer.role} may not do this; ${[...roles, "admin"].join(" and ")} may.`);
  if (scope === "collector" && (bearer.sites || bearer.where))
    throw forbidden("This is about all sites, and this token is limited.");
  const site = siteAsked(current, context, scope);
  if (bearer.sites && !bearer.sites.includes(site.key)) throw forbidden("This token is not for this site.");
  const { name, role, where } = bearer;
  return { name, role, site, where: conditionsOf(where) };
}

/** SHA-256 of the token that a request carries, or that its session was opened with. */
function tokenHash(context: Context): Buffer | undefined {
  const header = context.req.header("Authorization");
  if (header === undefined) return context.get("session")?.tokenHash;
  const given = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  return given === undefined ? undefined : sha256(given);
}

/** Whom a token belongs to, by default the one of the request, as long as the configuration knows it. */
export function bearerOf(
  { adminTokenHash, configuration }: Pick<Collector, "adminTokenHash" | "configuration">,
  context: Context,
  hash = tokenHash(context),
): Bearer | undefined {
  return hash && findBearer(hash, adminTokenHash, configuration.current.tokens);
}

/** The answer to a request without a valid token. */
export function unauthorized(detail: string): ProblemError {
  return new ProblemError(401, "unauthorized", detail, {
    headers: { "WWW-Authenticate": 'Bearer realm="askling"' },
  });
}

function siteAsked(current: Configuration, context: Context, scope: Right["scope"]): Site {
  const key = context.req.query("key");
  const [first] = current.sites.values();
  return scope === "collector" && key === undefined && first ? first : siteOf(current, key);
}

/** What the configuration says of a token. */
type Bearer = Pick<TokenConfig, "name" | "role" | "sites" | "where">;

function findBearer(
  hash: Buffer,
  adminTokenHash: Buffer,
  tokens: readonly TokenConfig[],
): Bearer | undefined {
  const matches = (expected: Buffer) => expected.length === hash.length && timingSafeEqual(expected, hash);
  if (matches(adminTokenHash)) return { name: "admin token", role: "admin" };
  return tokens.find((token) => matches(Buffer.from(token.hash, "hex")));
}

function forbidden(detail: string): ProblemError {
  return new ProblemError(403, "forbidden", detail);
}

declare module "hono" {
  interface ContextVariableMap {
    access: Access;
  }
}

/**
 * Lets a request through to its route only with the right that the table of routes asks for. An address that guesses
 * tokens is made to wait.
 */
export function enforceRights(collector: Collector): MiddlewareHandler {
  const { guesses } = collector;
  return async function enforceRight(context, next) {
    const route = routeOf(context);
    if (!route) return next();
    const right = RIGHTS[`${route.method} ${route.path}`];
    if (right === undefined) throw new Error("A route stands in no table of rights.");
    if (right === "anyone") return next();

    await recogniseSession(collector, context);
    const hash = tokenHash(context)?.toString("hex");
    if (hash !== undefined) await guesses.admit(context, hash);
    try {
      context.set("access", authorize(collector, context, right));
    } catch (error) {
      if (hash !== undefined && error instanceof ProblemError && error.status === 401)
        await guesses.count(context);
      throw error;
    }
    if (hash !== undefined) guesses.prove(hash);
    return next();
  };
}

/** What the caller of a route that needs a right may see. */
export function accessOf(context: Context): Access {
  return context.get("access");
}
