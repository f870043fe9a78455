// Finds PgBouncer for the tests that put a pooler before PostgreSQL, and gets it where there is none.
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { obtain } from "./obtain.mjs";
import { canInstallPackages, thisSystem } from "./system.mjs";

const places = () => [
  process.env.ASKLING_PGBOUNCER,
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => folder && join(folder, "pgbouncer")),
  "/usr/sbin/pgbouncer",
  "/opt/homebrew/bin/pgbouncer",
];

/** Path of PgBouncer on this machine, or undefined. */
export const findPgBouncer = () =>
  places().find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * Ways to get PgBouncer on a system.
 *
 * @param system - as of `thisSystem`
 * @param run - starts a program and waits for it
 */
export function pgBouncerWays(system, run = runQuietly) {
  if (!canInstallPackages(system)) return [];
  const install = () => {
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "pgbouncer");
  };
  return [{ how: "Debian's package", run: install }];
}

function runQuietly(command, ...values) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync(command, values, { stdio: "inherit", env });
}

/** Path of PgBouncer; gets it if there is none. */
export const needPgBouncer = () =>
  obtain(
    "PgBouncer",
    findPgBouncer,
    pgBouncerWays(thisSystem()),
    "Install it, or set ASKLING_PGBOUNCER to its path.",
  );
