import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, type RunningAskling, startAskling } from "../../support/collectorCli.ts";
import { ONE_SCORE } from "../../support/faultySite.ts";
import { freePort } from "../../support/freePort.ts";
import { StoredRecord } from "../../support/site.ts";

/** A collector as a process of its own, that can be killed and started again on the same data. */
export interface MortalCollector {
  url: string;
  /** Of its one site. */
  key: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  records(): Promise<StoredRecord[]>;
  /** How many answers its figures count. */
  answered(): Promise<number>;
  remove(): void;
}

/** @param databaseUrl - default: SQLite in a folder of its own */
export async function makeCollector(databaseUrl?: string): Promise<MortalCollector> {
  const folder = mkdtempSync(join(tmpdir(), "askling-storm-"));
  const port = await freePort();
  // Somebody else's database may hold an earlier storm.
  const key = `pk_storm_${Date.now().toString(36)}`;
  const config = {
    sites: [{ key, origins: ["*"], manifest: "./surveys.json" }],
    limits: { perAddress: 1_000_000, perKey: 1_000_000 },
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "surveys.json"), JSON.stringify({ version: 1, surveys: [ONE_SCORE] }));
  const env = {
    PORT: String(port),
    ASKLING_CONFIG: "config.json",
    ASKLING_ADMIN_TOKEN: "token-of-the-storm",
    DATABASE_URL: databaseUrl ?? "sqlite:./askling.db",
  };
  const url = `http://127.0.0.1:${port}`;
  let running: RunningAskling | undefined;
  const read = async (path: string) => {
    const answer = await fetch(`${url}/v1/surveys/visit/${path}`, {
      headers: { Authorization: "Bearer token-of-the-storm" },
    });
    if (!answer.ok) throw new Error(`The collector answers ${answer.status} to ${path}.`);
    return answer.text();
  };
  return {
    url,
    key,
    async start() {
      running = startAskling(["serve"], { cwd: folder, env });
      await addressOf(running);
    },
    async kill() {
      running?.kill("SIGKILL");
      await running?.ended;
    },
    async records() {
      const lines = (await read("records.ndjson")).split("\n").filter(Boolean);
      return lines.map((line) => StoredRecord.parse(JSON.parse(line)));
    },
    answered: async () => JSON.parse(await read("results")).answered,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
