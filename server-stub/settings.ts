import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's folder, the same from the sources and from `dist/server/`. */
export const PACKAGE_ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(folder, "package.json")) || parent === folder ? folder : rootAbove(parent);
}

/** The file that a `DATABASE_URL` names, if it names one. */
export function sqlitePathOf(url: string): string | undefined {
  return /^sqlite:(?:\/\/)?(.+)$/i.exec(url)?.[1];
}

/**
 * Refuses a file that is not there, which commands about existing data would otherwise make.
 *
 * @throws SettingError
 */
export function needDatabase(url: string): void {
  const path = sqlitePathOf(url);
  if (path !== undefined && !existsSync(path))
    throw new SettingError("DATABASE_URL", url, "the database of a collector; there is no such file");
}

/** A setting of the collector has a value that cannot be used. */
export class SettingError extends Error {
  /** Stable, for programs. */
  readonly code = "wrong_setting";

  constructor(
    /** Name of the setting, such as `PORT`. */
    readonly setting: string,
    found: string,
    expected: string,
  ) {
    super(`${setting}: found ${found === "" ? "an empty value" : found}, expected ${expected}`);
    this.name = "SettingError";
  }
}

/** Where the collector listens, keeps its data and finds its configuration. */
export interface Settings {
  /** TCP port, 0 for any free one. Default 4470. */
  port: number;
  /** Address it listens on. Default `127.0.0.1`. */
  host: string;
  /** `sqlite:PATH` or `postgres://…`. Default `sqlite:./data/askling.db`, in the working directory. */
  databaseUrl: string;
  /**
   * The address that people reach the collector by, `http:` or `https:`, without a slash at its end. What outlives a
   * request (messages, links) uses it alone. Default: none, and messages carry no link.
   */
  publicUrl?: string;
  /** Path of `askling.config.json`. Default: the demo's. */
  configPath: string;
  /** Token with role admin. Default: made at the first start and kept beside the data. */
  adminToken?: string;
}

/** The configuration that runs when none is named. */
export const DEMO_CONFIG = join(PACKAGE_ROOT, "demo", "askling.config.json");

/**
 * The settings that environment variables give, with their defaults.
 *
 * @throws SettingError that names the variable, what was found and what is expected
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string, fallback: string, expected: string, accepts: RegExp = /\S/) => {
    const value = env[name] ?? fallback;
    if (!accepts.test(value)) throw new SettingError(name, value.trim() && JSON.stringify(value), expected);
    return value;
  };
  const portExpected = "a whole number from 0 to 65535";
  const port = Number(read("PORT", "4470", portExpected, /^\d{1,5}$/));
  if (port > 65_535) throw new SettingError("PORT", String(port), portExpected);
  return {
    port,
    host: read("HOST", "127.0.0.1", "an address to listen on, such as 127.0.0.1 or 0.0.0.0", /^\S+$/),
    databaseUrl: read(
      "DATABASE_URL",
      "sqlite:./data/askling.db",
      "sqlite:PATH, such as sqlite:./data/askling.db, or postgres://USER:PASSWORD@HOST/DATABASE",
      /^(?:sqlite:.|postgres(?:ql)?:\/\/.)/i,
    ),
    ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: readPublicUrl(env.PUBLIC_URL) }),
    configPath: read("ASKLING_CONFIG", DEMO_CONFIG, "the path of a configuration file"),
    ...(env.ASKLING_ADMIN_TOKEN === undefined
      ? {}
      : { adminToken: read("ASKLING_ADMIN_TOKEN", "", "a token without spaces", /^\S+$/) }),
  };
}

/** It is what people are sent to, so that nothing but an address will do. */
function readPublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isAddress =
    url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
  if (!isAddress)
    throw new SettingError(
      "PUBLIC_URL",
      value.trim() && JSON.stringify(value),
      "the address that people reach the collector by, such as https://ask.example, without query or name",
    );
  return url.href.replace(/\/+$/, "");
}
