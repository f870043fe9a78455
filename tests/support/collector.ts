import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogEntry } from "../../server-stub/log.ts";
import { startCollector } from "../../server-stub/main.ts";

/** A real collector on a free port with its own database, for one test. */
export interface TestCollector {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  /** Folder of its configuration, manifest and data; gone after `close`. */
  folder: string;
  adminToken: string;
  /** What it logged, oldest first. */
  entries: LogEntry[];
  /** What it said of its configuration and what went wrong, oldest first. */
  readonly warnings: string[];
  /** GET with the admin token. */
  get(path: string): Promise<Response>;
  /** Posts a batch of records as the widget would; `frame` overrides the batch's own fields. */
  post(records: readonly unknown[], frame?: object): Promise<Response>;
  /** Does now what is done daily. */
  sweep(): Promise<void>;
  /** Looks now for cases to open, withdraw, recover or tell of. */
  followUp(): Promise<void>;
  /** Does now what is done every few seconds. */
  evaluateAlerts(): Promise<void>;
  drawDigests(): Promise<void>;
  deliver(): Promise<void>;
  close(): Promise<void>;
}

/** What a test may want to be different. */
export interface TestCollectorOptions {
  /** `askling.config.json`; a manifest is found at `./surveys.json`. Default: one site `pk_shop`, origins `*`. */
  config?: unknown;
  /** The manifest. Default: one survey `order-nps` with an nps, a csat, a ces and a text question. */
  manifest?: unknown;
  /** Further files in the folder, by name. */
  files?: Record<string, string>;
  /** Where its data is. Default: a SQLite file in its folder. */
  databaseUrl?: string;
  now?(): Date;
  /** `PUBLIC_URL`. */
  publicUrl?: string;
  uptime?(): number;
}

/** The manifest that a test collector serves unless told otherwise. */
export const TEST_MANIFEST = {
  version: 1,
  surveys: [
    {
      id: "order-nps",
      questions: [
        { id: "score", type: "nps", title: "How likely are you to recommend us?" },
        { id: "sat", type: "csat", title: "How satisfied are you?", na: "Does not apply" },
        { id: "ease", type: "ces", title: "It was easy" },
        { id: "reason", type: "text", title: "Why?" },
      ],
    },
  ],
};

/** Starts a collector from the sources on `127.0.0.1`, on a free port. */
export async function startTestCollector(options: TestCollectorOptions = {}): Promise<TestCollector> {
  const folder = mkdtempSync(join(tmpdir(), "askling-"));
  const {
    config = { sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }] },
    manifest = TEST_MANIFEST,
    files = {},
    databaseUrl = `sqlite:${join(folder, "data", "askling.db")}`,
    now,
    publicUrl,
    uptime,
  } = options;
  const adminToken = "admin-token-of-a-test";
  const entries: LogEntry[] = [];
  writeFileSync(join(folder, "askling.config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "surveys.json"), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const collector = await startCollector(
    {
      port: 0,
      host: "127.0.0.1",
      databaseUrl,
      configPath: join(folder, "askling.config.json"),
      adminToken,
      ...(publicUrl === undefined ? {} : { publicUrl }),
    },
    { log: (entry) => void entries.push(entry), ...(now ? { now } : {}), ...(uptime ? { uptime } : {}) },
  );
  return {
    url: collector.url,
    folder,
    adminToken,
    entries,
    get warnings() {
      const told = entries.filter(({ level, event }) => level !== "info" || event === "configuration");
      return told.map(({ message }) => message);
    },
    get: (path) => fetch(collector.url + path, { headers: { Authorization: `Bearer ${adminToken}` } }),
    post: (records, frame = {}) =>
      fetch(`${collector.url}/v1/batches`, {
        method: "POST",
        headers: { "Content-Type": "text/plain;charset=UTF-8" },
        body: JSON.stringify({
          v: 1,
          key: "pk_shop",
          sentAt: (now?.() ?? new Date()).toISOString(),
          records,
          ...frame,
        }),
      }),
    sweep: collector.sweep,
    followUp: collector.followUp,
    evaluateAlerts: collector.evaluateAlerts,
    drawDigests: collector.drawDigests,
    deliver: collector.deliver,
    async close() {
      await collector.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
