import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The admin token that is in force. */
export interface AdminToken {
  token: string;
  /** Where it was written, if it was made just now: print it once. */
  madeAt?: string;
}

/**
 * The admin token kept beside the data, made at the first start.
 *
 * @param databaseUrl - `sqlite:PATH`; the token is `admin-token` in the same folder, readable by its owner only
 */
export function readOrMakeAdminToken(databaseUrl: string): AdminToken {
  const path = join(dirname(databaseUrl.replace(/^sqlite:(?:\/\/)?/i, "")), "admin-token");
  try {
    const token = readFileSync(path, "utf8").trim();
    if (token) return { token };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const token = randomBytes(24).toString("base64url");
  writeFileSync(path, `${token}\n`, { mode: 0o600 });
  // The mode above counts only for a file that was not there.
  chmodSync(path, 0o600);
  return { token, madeAt: path };
}
