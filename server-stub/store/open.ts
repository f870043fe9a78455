import { Kysely, Migrator } from "kysely";
import { SettingError } from "../settings.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openSqlite } from "./sqlite.ts";
import type { Db, Tables } from "./tables.ts";

/** The open database. */
export interface Store {
  /** Some upkeep is told in words of the engine's own. */
  engine: "sqlite" | "postgres";
  /** For ingest, and all else that writes. */
  writer: Db;
  /** For results and exports: never waits for the writer and cannot write. */
  reader: Db;
  close(): Promise<void>;
}

/**
 * Opens the database that `DATABASE_URL` names and brings its tables up to date.
 *
 * @param url - `sqlite:PATH`
 * @throws SettingError when it cannot be opened
 */
export async function openStore(url: string): Promise<Store> {
  const refuse = (expected: string) => new SettingError("DATABASE_URL", hidePassword(url), expected);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "postgres" || scheme === "postgresql")
    throw refuse("sqlite:PATH; PostgreSQL is planned, but this version cannot use it yet");
  const path = url.slice("sqlite:".length).replace(/^\/\//, "");
  if (scheme !== "sqlite" || !path) throw refuse("sqlite:PATH, such as sqlite:./data/askling.db");
  try {
    const dialects = await openSqlite(path);
    const store = {
      writer: new Kysely<Tables>({ dialect: dialects.writer }),
      reader: new Kysely<Tables>({ dialect: dialects.reader }),
    };
    await migrate(store.writer);
    return {
      engine: "sqlite",
      ...store,
      async close() {
        await store.reader.destroy();
        await store.writer.destroy();
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`the path of a SQLite file that can be opened and written (${reason})`);
  }
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

function hidePassword(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, "$1:…@");
}
