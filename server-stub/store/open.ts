import { type Dialect, Kysely } from "kysely";
import { reasonOf } from "../failure.ts";
import { createLog, type Log } from "../log.ts";
import { SettingError, sqlitePathOf } from "../settings.ts";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres/open.ts";
import { createProbe } from "./probe.ts";
import { writeRows } from "./records.ts";
import { openSqlite } from "./sqlite/open.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";
import { createWriteQueue } from "./writeQueue.ts";

/** What a store needs from around it. */
interface StoreOptions {
  /** Told of lost connections and files. Default: none. */
  log?: Log;
  /** Milliseconds that a statement that writes to PostgreSQL may take. Default 10,000. */
  timeoutMs?: number;
}

/**
 * Opens the database that `DATABASE_URL` names and brings its tables up to date.
 *
 * @param url - `sqlite:PATH` or `postgres://…`
 * @throws SettingError when it cannot be opened
 */
export async function openStore(
  url: string,
  { log = createLog(() => {}), timeoutMs }: StoreOptions = {},
): Promise<Store> {
  const refuse = (expected: string) => new SettingError("DATABASE_URL", hidePassword(url), expected);
  if (/^postgres(?:ql)?:\/\/./i.test(url))
    try {
      return await assemble(
        "postgres",
        await openPostgres(url, { warn: (line) => log.warn("connection_lost", line), timeoutMs }),
      );
    } catch (error) {
      throw refuse(`the address of a PostgreSQL database that can be used (${reasonOf(error)})`);
    }
  const path = sqlitePathOf(url);
  if (path === undefined)
    throw refuse("sqlite:PATH, such as sqlite:./data/askling.db, or postgres://USER:PASSWORD@HOST/DATABASE");
  if (path.includes(":memory:")) throw refuse("the path of a file: answers in memory would not outlive it");
  try {
    return await assemble("sqlite", await openSqlite(path, log));
  } catch (error) {
    throw refuse(`the path of a SQLite file that can be opened and written (${reasonOf(error)})`);
  }
}

async function assemble(
  engine: Store["engine"],
  dialects: { writer: Dialect; reader: Dialect; migrator?: Dialect },
): Promise<Store> {
  const writer = new Kysely<Tables>({ dialect: dialects.writer });
  const reader = new Kysely<Tables>({ dialect: dialects.reader });
  const migrator = dialects.migrator && new Kysely<Tables>({ dialect: dialects.migrator });
  const close = async () => {
    await reader.destroy();
    await writer.destroy();
  };
  try {
    await migrate(migrator ?? writer, engine).finally(() => migrator?.destroy());
  } catch (error) {
    await close();
    throw error;
  }
  const probe = createProbe({ writer, engine });
  const ingest = createWriteQueue({
    write: (rows) => probe.watch(() => writeRows({ writer, engine }, rows)),
    // SQLite has one writer; over a network several groups are on their way at once.
    concurrency: engine === "sqlite" ? 1 : 4,
  });
  return { engine, writer, reader, ingest, checkWritable: probe.check, close };
}

function hidePassword(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, "$1:…@");
}
