import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf } from "./failure.ts";
import { sqlitePathOf } from "./settings.ts";
import { keepSecret } from "./store/secrets.ts";
import type { Store } from "./store/store.ts";

/** The admin token that is in force. */
export interface AdminToken {
  /** SHA-256, which is all that is needed to know it again. */
  hash: Buffer;
  /** The token itself, if this start made it: print it once. */
  made?: { token: string; keptIn: string };
}

/**
 * The admin token that belongs to the data, made at the first start; of several collectors that start together
 * over the same data, one makes it. Beside a SQLite file it is `admin-token` in the same folder, readable by its
 * owner only; in PostgreSQL only its hash is kept, in the table `secrets`.
 *
 * @param databaseUrl - which `store` was opened by
 */
export async function readOrMakeAdminToken(store: Store, databaseUrl: string): Promise<AdminToken> {
  const token = randomToken();
  if (store.engine === "postgres") {
    const hash = sha256(token).toString("hex");
    const kept = await keepSecret(store, "admin token", hash);
    const made = kept === hash ? { made: { token, keptIn: "the database, as its hash only" } } : {};
    return { hash: Buffer.from(kept, "hex"), ...made };
  }
  const path = join(dirname(sqlitePathOf(databaseUrl) ?? ""), "admin-token");
  const kept = readToken(path) || makeFile(path, token);
  return { hash: sha256(kept), ...(kept === token ? { made: { token, keptIn: path } } : {}) };
}

/** SHA-256 of a text in UTF-8. */
export function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** A token that cannot be guessed: 192 random bits. */
export function randomToken(): string {
  return randomBytes(24).toString("base64url");
}

function readToken(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw error;
  }
}

/** Makes the file whole or not at all, so that a second collector never reads half a token. */
function makeFile(path: string, token: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${token}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return token;
  } catch (error) {
    const other = readToken(path);
    if (other) return other;
    // An empty file of somebody's is no token, and some file systems have no links.
    if (!codeOf(error)) throw error;
    writeFileSync(path, `${token}\n`, { mode: 0o600 });
    // The mode above counts only for a file that was not there.
    chmodSync(path, 0o600);
    return token;
  } finally {
    rmSync(draft, { force: true });
  }
}
