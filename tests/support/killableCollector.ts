import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEST_MANIFEST } from "./collector.ts";
import { addressOf, type RunningAskling, startAskling } from "./collectorCli.ts";
import { freePort } from "./freePort.ts";

/** A collector in a process of its own, which keeps its address when it is started again. */
export interface KillableCollector {
  url: string;
  /** Of the process that runs. */
  pid(): number;
  /** What all its runs printed. */
  printed(): string;
  /** Resolves once it answers. */
  start(): Promise<void>;
  /** SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
}

/** Collectors over one database, from the built command. */
export interface Collectors {
  /** Makes one, not yet started. */
  add(): Promise<KillableCollector>;
  /** Kills those that run and removes their configuration. */
  close(): Promise<void>;
}

/** Gets ready to start collectors over one database; `adminToken` unset lets them make their own. */
export function prepareCollectors(databaseUrl: string, adminToken?: string): Collectors {
  const folder = mkdtempSync(join(tmpdir(), "askling-collectors-"));
  const config = {
    sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }],
    limits: { perAddress: 1e9, perKey: 1e9 },
  };
  writeFileSync(join(folder, "askling.config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "surveys.json"), JSON.stringify(TEST_MANIFEST));
  const all: KillableCollector[] = [];

  const add = async () => {
    const port = await freePort();
    const runs: RunningAskling[] = [];
    let running: RunningAskling | undefined;
    const end = async (signal: NodeJS.Signals) => {
      const ending = running;
      running = undefined;
      ending?.kill(signal);
      return (await ending?.ended)?.code ?? null;
    };
    const collector: KillableCollector = {
      url: `http://127.0.0.1:${port}`,
      pid: () => running?.pid ?? Number.NaN,
      printed: () => runs.map((run) => run.printed()).join(""),
      async start() {
        running = startAskling(["serve"], {
          cwd: folder,
          env: {
            PORT: String(port),
            DATABASE_URL: databaseUrl,
            ASKLING_CONFIG: "askling.config.json",
            ...(adminToken === undefined ? {} : { ASKLING_ADMIN_TOKEN: adminToken }),
          },
        });
        runs.push(running);
        await addressOf(running);
      },
      kill: async () => void (await end("SIGKILL")),
      stop: () => end("SIGTERM"),
    };
    all.push(collector);
    return collector;
  };
  return {
    add,
    async close() {
      await Promise.all(all.map(({ kill }) => kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
