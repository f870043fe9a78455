import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing. One by one, because Node's own recursion never returns
 * where a file system refuses new folders with ENOENT, as `/proc` does.
 *
 * @throws what the file system says
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another collector over the same file may have been faster.
    if (!existsSync(path)) throw error;
  }
}
