import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { needDatabase, readSettings, SettingError, sqlitePathOf } from "../settings.ts";
import { connectSqlite } from "../store/sqlite/connection.ts";
import { createSeenHeader } from "../store/sqlite/fileGuard.ts";

/**
 * `askling backup FILE`: a copy of the database as it stands at one moment, also while a collector runs. The file
 * is whole or not there, and its owner's only.
 *
 * @returns the exit code
 * @throws SettingError when the database is not there
 */
export async function backUp(
  file: string,
  env: NodeJS.ProcessEnv,
  {
    print = console.log,
    printError = console.error,
  }: { print?(line: string): void; printError?(line: string): void } = {},
): Promise<number> {
  const { databaseUrl } = readSettings(env);
  const path = sqlitePathOf(databaseUrl);
  if (path === undefined) {
    printError(
      'The data is in PostgreSQL; use its own tool: pg_dump --format=custom --file=FILE "$DATABASE_URL"',
    );
    return 1;
  }
  needDatabase(databaseUrl);
  if (existsSync(file)) {
    printError(`${file}: there is such a file already, and a backup replaces none.`);
    return 1;
  }
  const draft = `${file}.${process.pid}.partial`;
  const source = openSync(path, "r");
  try {
    const connection = await connectSqlite({ path, file: source, seen: createSeenHeader(), pragmas: [] });
    await connection.execute("vacuum into ?", [draft]).finally(() => connection.close());
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  } catch (error) {
    throw new SettingError("FILE", file, `a path that can be written (${String(error)})`);
  } finally {
    closeSync(source);
    rmSync(draft, { force: true });
  }
  print(`${file}: a whole copy of the database; as DATABASE_URL=sqlite:${file} a collector runs on it.`);
  return 0;
}
