import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Problem, printPath, printValue, problemsWith } from "../../widget/manifest/problem.ts";
import { isDimension } from "../results/dimension.ts";
import { printWithSuggestion } from "../suggestion.ts";
import { JsonFileError, parseJson, readTextFile } from "./json.ts";
import { ManifestError, readManifest, type ServedManifest } from "./manifest.ts";
import { Config, type SiteConfig, type TokenConfig } from "./schema.ts";

/** A site, ready to work with. */
export interface Site {
  key: string;
  /** Newest first; empty if identities cannot be verified. */
  secrets: readonly string[];
  requireSignature: boolean;
  /** Empty: pages of the collector's own origin only. */
  origins: readonly string[];
  manifest: ServedManifest;
  manifestPath: string;
}

/** The configuration in use. */
export interface Configuration {
  sites: ReadonlyMap<string, Site>;
  tokens: readonly TokenConfig[];
  /** Zone of days and of times without zone. */
  timeZone: string;
  /** Batches a minute. */
  limits: { perAddress: number; perKey: number };
  trustProxy: ReadonlySet<string>;
  /** Files served at the root, by address such as `/verify_xyz.txt`. */
  rootFiles: ReadonlyMap<string, string>;
  /** The configuration and the manifests, which are read again when they change. */
  files: readonly string[];
}

/** A configuration that cannot be used; the message lists everything that is wrong. */
export class ConfigurationError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_configuration";
}

/**
 * Reads `askling.config.json` and the manifests that it names.
 *
 * @param path - of the file; the paths in it are relative to it
 * @param warn - told of every survey that is refused while the others are served
 * @throws ConfigurationError
 */
export function loadConfiguration(path: string, warn: (line: string) => void): Configuration {
  const config = parseConfig(path);
  const at = (file: string) => resolve(dirname(path), file);
  const sites = config.sites.map((site) => prepareSite(site, at(site.manifest), warn));
  const rootFiles = config.sites.flatMap((site) => site.rootFiles ?? []);
  return {
    sites: new Map(sites.map((site) => [site.key, site])),
    tokens: config.tokens ?? [],
    timeZone: config.timeZone ?? "UTC",
    limits: { perAddress: config.limits?.perAddress ?? 600, perKey: config.limits?.perKey ?? 60_000 },
    trustProxy: new Set(config.trustProxy),
    rootFiles: new Map(rootFiles.map((file) => [`/${basename(file)}`, at(file)])),
    files: [path, ...sites.map((site) => site.manifestPath)],
  };
}

function parseConfig(path: string): Config {
  let input: unknown;
  try {
    input = parseJson(readTextFile(path));
  } catch (error) {
    if (error instanceof JsonFileError) throw new ConfigurationError(error.message);
    throw error;
  }
  const problems = problemsWith(Config, input);
  const config = problems.length ? undefined : Config.safeParse(withoutNotes(input)).data;
  if (config) problems.push(...contradictions(config));
  if (!config || problems.length)
    throw new ConfigurationError(
      problems.map((problem) => printWithSuggestion(problem, "the configuration")).join("; "),
    );
  return config;
}

/** `$schema` and `x-` keys are allowed anywhere, as in a manifest; the schema knows nothing of them. */
function withoutNotes(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input), (key, value: unknown) =>
    key === "$schema" || key.startsWith("x-") ? undefined : value,
  );
}

/** What a schema cannot see: names that stand twice or point nowhere. */
function contradictions({ sites, tokens = [] }: Config): Problem[] {
  const problems: Problem[] = [];
  const add = (path: PropertyKey[], value: unknown, expected: string, known?: string[]) =>
    problems.push({
      path: printPath(path),
      found: printValue(value),
      expected,
      ...(known ? { unknown: { given: String(value), known, key: false } } : {}),
    });
  const keys = sites.map((site) => site.key);
  sites.forEach((site, index) => {
    const at = ["sites", index];
    const hooks = (site.webhooks ?? []).map((hook) => hook.name);
    if (keys.indexOf(site.key) !== index) add([...at, "key"], site.key, "a key that no other site has");
    if (site.requireSignature && !site.secret)
      add([...at, "requireSignature"], true, "false, or a secret to check signatures with");
    if (site.digest && !hooks.includes(site.digest.webhook))
      add([...at, "digest", "webhook"], site.digest.webhook, "the name of a webhook of this site", hooks);
    site.webhooks?.forEach((hook, place) => {
      for (const name of Object.keys(hook.where ?? {}))
        if (!isDimension(name)) add([...at, "webhooks", place, "where", name], name, "a dimension");
    });
  });
  tokens.forEach((token, index) => {
    token.sites?.forEach((key, place) => {
      if (!keys.includes(key)) add(["tokens", index, "sites", place], key, "the key of a site", keys);
    });
    for (const name of Object.keys(token.where ?? {}))
      if (!isDimension(name))
        add(["tokens", index, "where", name], name, "a dimension such as trait.branch or locale");
  });
  return problems;
}

function prepareSite(site: SiteConfig, manifestPath: string, warn: (line: string) => void): Site {
  try {
    const manifest = readManifest(manifestPath);
    for (const sentence of manifest.refused) warn(`${site.manifest} (left out): ${sentence}`);
    return {
      key: site.key,
      secrets: [site.secret ?? []].flat(),
      requireSignature: site.requireSignature ?? false,
      origins: site.origins ?? [],
      manifest,
      manifestPath,
    };
  } catch (error) {
    if (error instanceof ManifestError) throw new ConfigurationError(`${site.manifest}: ${error.message}`);
    throw error;
  }
}

/** Whether two paths lead to the same file. */
export function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return resolve(one) === resolve(other);
  }
}
