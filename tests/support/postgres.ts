import { type ChildProcess, execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { needPostgres } from "../../.build/postgres.mjs";
import { spawnTogether } from "../../.build/spawnTogether.mjs";
import { codeOf } from "../../server-stub/failure.ts";
import { freePort } from "./freePort.ts";

/** A real PostgreSQL server with a cluster of its own. */
export interface TestPostgres {
  port: number;
  /** Makes an empty database; resolves to its address. */
  createDatabase(): Promise<string>;
  /** Runs SQL in the database of an address, as its superuser. */
  query(url: string, sql: string): Promise<Record<string, unknown>[]>;
  /** Does nothing while it runs. */
  start(): Promise<void>;
  /** `fast` ends every connection first; `immediate` is what a crash looks like to clients. */
  stop(how?: "fast" | "immediate"): Promise<void>;
  /** Holds every process of the server still, so that it answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Starts a second server that follows this one by streaming, which is stopped for a moment. */
  addStandby(): Promise<TestPostgres>;
  /** Stops it and removes the cluster. */
  close(): Promise<void>;
}

/** The server refuses to run as root. Debian's package makes a user for it; any other without rights will do. */
export function serverOwner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string, name: string) =>
    Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  for (const name of ["postgres", "nobody"])
    try {
      return { uid: id("-u", name), gid: id("-g", name) };
    } catch {
      // There is no such user.
    }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");
}

/** Starts a server on a free port of 127.0.0.1, in a temporary folder. Sorts as people do, not by bytes. */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = needPostgres();
  const user = serverOwner();
  const folder = mkdtempSync(join(tmpdir(), "askling-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  execFileSync(
    join(programs, "initdb"),
    [
      "-D",
      join(folder, "data"),
      "-U",
      "askling",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale-provider=icu",
      "--icu-locale=en",
      "--locale=C",
      "--no-sync",
    ],
    { ...user, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
  return serve(folder);
}

/** Starts a server over the cluster in a folder. */
async function serve(folder: string): Promise<TestPostgres> {
  const programs = needPostgres();
  const user = serverOwner();
  const data = join(folder, "data");
  const port = await freePort();
  const address = (database: string) => `postgres://askling:unused@127.0.0.1:${port}/${database}`;
  const query = async (url: string, text: string) => {
    const client = new pg.Client({ connectionString: url });
    // A server that is stopped meanwhile says so to every connection.
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };

  let server: ChildProcess | undefined;
  let said = "";
  const start = async () => {
    if (server) return;
    const values = [
      "-D",
      data,
      "-p",
      String(port),
      "-k",
      folder,
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "max_connections=200",
    ];
    const child = spawnTogether(join(programs, "postgres"), values, {
      ...user,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    server = child;
    child.stderr?.on("data", (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    const deadline = Date.now() + 30_000;
    for (;;)
      try {
        await query(address("postgres"), "select 1");
        return;
      } catch (error) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`PostgreSQL does not start: ${said}`, { cause: error });
        await new Promise((wake) => setTimeout(wake, 50));
      }
  };
  const stop = async (how: "fast" | "immediate" = "fast") => {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  };
  const signal = (name: "STOP" | "CONT") => {
    const first = String(server?.pid ?? "");
    const children = execFileSync("pgrep", ["-P", first], { encoding: "utf8" }).split("\n");
    for (const pid of [first, ...children].filter(Boolean))
      try {
        process.kill(Number(pid), `SIG${name}`);
      } catch (error) {
        // One that served a connection may be gone by now.
        if (codeOf(error) !== "ESRCH") throw error;
      }
  };

  await start();
  let made = 0;
  return {
    port,
    query,
    start,
    stop,
    freeze: () => signal("STOP"),
    thaw: () => signal("CONT"),
    async createDatabase() {
      made += 1;
      await query(address("postgres"), `create database test_${made}`);
      return address(`test_${made}`);
    },
    async addStandby() {
      const copy = mkdtempSync(join(tmpdir(), "askling-standby-"));
      if (user.uid !== undefined && user.gid !== undefined) chownSync(copy, user.uid, user.gid);
      // A cluster that stands still can be copied as it is.
      await stop();
      execFileSync("cp", ["-R", data, join(copy, "data")], user);
      writeFileSync(join(copy, "data", "standby.signal"), "");
      writeFileSync(
        join(copy, "data", "postgresql.auto.conf"),
        `primary_conninfo = 'host=127.0.0.1 port=${port} user=askling application_name=standby'\n`,
      );
      await start();
      return serve(copy);
    },
    async close() {
      await stop("immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
