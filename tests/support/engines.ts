import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestCollector, type TestCollector, type TestCollectorOptions } from "./collector.ts";
import { startPostgres } from "./postgres.ts";

/** The databases that the collector keeps its data in. */
export const ENGINES = ["sqlite", "postgres"] as const;
export type Engine = (typeof ENGINES)[number];

/** A place for databases of one engine. */
export interface TestDatabases {
  /** Makes an empty one; resolves to its `DATABASE_URL`. */
  create(): Promise<string>;
  close(): Promise<void>;
}

/** Gets ready to make databases of an engine. */
export async function openDatabases(engine: Engine): Promise<TestDatabases> {
  if (engine === "postgres") {
    const { createDatabase, close } = await startPostgres();
    return { create: createDatabase, close };
  }
  const folder = mkdtempSync(join(tmpdir(), "askling-sqlite-"));
  let made = 0;
  return {
    async create() {
      made += 1;
      return `sqlite:${join(folder, String(made), "askling.db")}`;
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts a collector over a database of its own in an engine; closing it ends the engine too. */
export async function startCollectorOver(
  engine: Engine,
  options: TestCollectorOptions = {},
): Promise<TestCollector> {
  const databases = await openDatabases(engine);
  const collector = await startTestCollector({ ...options, databaseUrl: await databases.create() });
  const { close } = collector;
  return Object.assign(collector, {
    async close() {
      await close();
      await databases.close();
    },
  });
}
