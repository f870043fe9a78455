import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type ProxyTrust, trustProxies } from "../http/proxies.ts";
import { formatWithSuggestion } from "../suggestion.ts";
import { ManifestError, readManifest, type ServedManifest } from "./manifest.ts";
import { ConfigurationError, readConfig } from "./read.ts";
import { rootFileFaults } from "./rootFiles.ts";
import type { Alert, Digest, FollowUpRule, SiteConfig, TokenConfig, Webhook } from "./schema.ts";
import { admitAlerts, followUpFaults } from "./siteFaults.ts";

/** A site, ready to work with. */
export interface Site {
  key: string;
  /** Newest first; empty if identities cannot be verified. */
  secrets: readonly string[];
  requireSignature: boolean;
  /** Empty: pages of the collector's own origin only. */
  origins: readonly string[];
  manifest: ServedManifest;
  followUp: readonly FollowUpRule[];
  alerts: readonly Alert[];
  digest?: Digest | undefined;
  webhooks: readonly Webhook[];
  /** Days after their first receipt at which records are erased. */
  retentionDays?: number | undefined;
}

/** The configuration in use. */
export interface Configuration {
  sites: ReadonlyMap<string, Site>;
  tokens: readonly TokenConfig[];
  /** Zone of days and of times without zone. */
  timeZone: string;
  /** Batches a minute. */
  limits: { perAddress: number; perKey: number };
  trustProxy: ProxyTrust;
  /** Files served at the root, by address such as `/verify_xyz.txt`. */
  rootFiles: ReadonlyMap<string, string>;
  /** The configuration and the manifests, which are read again when they change. */
  files: readonly string[];
}

/** How strict a reading is. */
interface LoadOptions {
  /** Told of what is left out while the rest is used. */
  warn(line: string): void;
  /** Whether nothing may be left out: then one wrong survey makes the configuration unusable. Default false. */
  whole?: boolean;
}

/**
 * Reads `askling.config.json` and the manifests that it names.
 *
 * @param path - of the file; the paths in it are relative to it
 * @throws ConfigurationError
 */
export function loadConfiguration(path: string, { warn, whole = false }: LoadOptions): Configuration {
  const config = readConfig(path);
  const at = (file: string) => resolve(dirname(path), file);
  const manifestPaths = [...new Set(config.sites.map((site) => at(site.manifest)))];
  const files = [path, ...manifestPaths];
  const refuse = (sentences: readonly string[]) => new ConfigurationError(sentences.join("; "), files);

  const manifests = new Map<string, ServedManifest>();
  for (const file of manifestPaths) {
    const manifest = openManifest(file, refuse);
    const leftOut = manifest.leftOut.map((sentence) => `${file}: ${sentence}`);
    if (whole && leftOut.length) throw refuse(leftOut);
    for (const sentence of leftOut) warn(`A survey is left out. ${sentence}`);
    for (const sentence of manifest.odd) warn(`A survey may not go as it is meant. ${file}: ${sentence}`);
    manifests.set(file, manifest);
  }
  const pointless = config.sites.flatMap((site, index) => {
    const manifest = manifests.get(at(site.manifest));
    return manifest ? followUpFaults(site.followUp ?? [], manifest, ["sites", index, "followUp"]) : [];
  });
  if (pointless.length) throw refuse(pointless.map((problem) => formatWithSuggestion(problem)));
  const sites = config.sites.flatMap((site, index) => {
    const manifest = manifests.get(at(site.manifest));
    if (!manifest) return [];
    const { alerts, faults, leftOut } = admitAlerts(site, index, manifest);
    if (faults.length) throw refuse(faults);
    for (const sentence of leftOut) warn(`An alert is left out. ${sentence}`);
    return [prepareSite({ ...site, alerts }, manifest)];
  });
  const rootFiles = config.sites.flatMap((site) => site.rootFiles ?? []);
  const missing = config.sites.flatMap((site, index) =>
    rootFileFaults((site.rootFiles ?? []).map(at), ["sites", index, "rootFiles"]),
  );
  if (missing.length) throw refuse(missing.map((problem) => formatWithSuggestion(problem)));
  return {
    sites: new Map(sites.map((site) => [site.key, site])),
    tokens: config.tokens ?? [],
    timeZone: config.timeZone ?? "UTC",
    limits: { perAddress: config.limits?.perAddress ?? 600, perKey: config.limits?.perKey ?? 60_000 },
    trustProxy: trustProxies(config.trustProxy ?? []),
    rootFiles: new Map(rootFiles.map((file) => [`/${basename(file)}`, at(file)])),
    files,
  };
}

function openManifest(path: string, refuse: (sentences: readonly string[]) => Error): ServedManifest {
  try {
    return readManifest(path);
  } catch (error) {
    if (error instanceof ManifestError)
      throw refuse(error.sentences.map((sentence) => `${path}: ${sentence}`));
    throw error;
  }
}

function prepareSite(site: SiteConfig, manifest: ServedManifest): Site {
  return {
    key: site.key,
    secrets: [site.secret ?? []].flat(),
    requireSignature: site.requireSignature ?? false,
    origins: (site.origins ?? []).map(canonicalOrigin),
    manifest,
    followUp: site.followUp ?? [],
    alerts: site.alerts ?? [],
    digest: site.digest,
    webhooks: site.webhooks ?? [],
    retentionDays: site.retentionDays,
  };
}

/** An origin as browsers write it: in lower case, without the port that goes without saying, names in ASCII. */
function canonicalOrigin(origin: string): string {
  const isWeb = /^https?:/i.test(origin) && URL.canParse(origin);
  return isWeb ? new URL(origin).origin : origin.toLowerCase();
}

/** Whether two paths lead to the same file. */
export function isSameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return resolve(a) === resolve(b);
  }
}
