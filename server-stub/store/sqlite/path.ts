import { existsSync } from "node:fs";
import { SettingError } from "../../settings.ts";

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
