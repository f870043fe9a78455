import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findPgBouncer, needPgBouncer } from "../../.build/pgbouncer.mjs";
import { spawnTogether } from "../../.build/spawnTogether.mjs";
import { needsLinuxParts, thisSystem } from "../../.build/system.mjs";
import { freePort } from "./freePort.ts";
import { serverOwner, type TestPostgres } from "./postgres.ts";

/** Whether tests with PgBouncer belong to this run. */
export const testsPgBouncer = findPgBouncer() !== undefined || needsLinuxParts(thisSystem());

/** A real PgBouncer before a server. */
export interface TestPgBouncer {
  /** The address of a database, by way of the pooler. */
  through(url: string): string;
  close(): Promise<void>;
}

/** Starts a pooler on a free port of 127.0.0.1. */
export async function startPgBouncer(
  postgres: Pick<TestPostgres, "port">,
  mode: "transaction" | "session" | "statement",
): Promise<TestPgBouncer> {
  const user = serverOwner();
  const folder = mkdtempSync(join(tmpdir(), "askling-pgbouncer-"));
  const port = await freePort();
  const list = join(folder, "users.txt");
  const ini = join(folder, "pgbouncer.ini");
  writeFileSync(list, '"askling" "unused"\n');
  writeFileSync(
    ini,
    `[databases]
* = host=127.0.0.1 port=${postgres.port} user=askling
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${list}
pool_mode = ${mode}
default_pool_size = ${mode === "session" ? 30 : 3}
max_client_conn = 200
`,
  );
  if (user.uid !== undefined && user.gid !== undefined)
    for (const path of [folder, list, ini]) chownSync(path, user.uid, user.gid);
  const child = spawnTogether(needPgBouncer(), ["-q", ini], {
    ...user,
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.on("data", (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
  const through = (url: string) => url.replace(/(@[^:/]*):\d+/, `$1:${port}`);
  const deadline = Date.now() + 15_000;
  for (;;) {
    const client = new pg.Client({
      connectionString: `postgres://askling:unused@127.0.0.1:${port}/postgres`,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      break;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`PgBouncer does not start: ${said}`, { cause: error });
      await new Promise((wake) => setTimeout(wake, 50));
    } finally {
      await client.end().catch(() => {});
    }
  }
  return {
    through,
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
