import { randomToken, sha256 } from "../adminToken.ts";
import { ROLES } from "../answers/site.ts";
import type { TokenConfig } from "../config/schema.ts";
import { DIMENSION_NAMES, isDimension } from "../results/dimension.ts";

/** What `askling token` was asked for. */
interface TokenOptions {
  role: string;
  /** Keys of sites. Default: all. */
  site?: string[];
  /** Conditions such as `trait.branch=north`. */
  where?: string[];
  /** Takes a line for people. Default: standard output. */
  print?(line: string): void;
  /** Takes a problem. Default: standard error. */
  printError?(line: string): void;
}

/**
 * `askling token NAME`: makes a token, prints it this once, and the entry of the configuration that lets it in.
 *
 * @returns the exit code: 0, or 2 if a role or condition cannot be used
 */
export function makeToken(name: string, options: TokenOptions): number {
  const { print = console.log, printError = console.error } = options;
  const role = ROLES.find((known) => known === options.role);
  if (!role) {
    printError(`--role: found ${JSON.stringify(options.role)}, expected ${ROLES.join(", ")}.`);
    return 2;
  }
  const where = new Map<string, string[]>();
  for (const condition of options.where ?? []) {
    const [, dimension = "", value = ""] = /^([^=]+)=(.+)$/s.exec(condition) ?? [];
    if (!isDimension(dimension)) {
      const expected = `NAME=VALUE with one of ${DIMENSION_NAMES.join(", ")}`;
      printError(`--where: found ${JSON.stringify(condition)}, expected ${expected}.`);
      return 2;
    }
    where.set(dimension, [...(where.get(dimension) ?? []), value]);
  }
  const token = randomToken();
  const entry: TokenConfig = {
    name,
    hash: sha256(token).toString("hex"),
    role,
    ...(options.site?.length ? { sites: options.site } : {}),
    ...(where.size ? { where: Object.fromEntries(where) } : {}),
  };
  print(`Token (printed only this once): ${token}`);
  print('Entry for "tokens" in askling.config.json:');
  print(JSON.stringify(entry, null, 2));
  return 0;
}
