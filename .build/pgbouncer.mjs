// Finds PgBouncer for the tests that put a pooler before PostgreSQL, and gets it where there is none.
import { delimiter, join } from "node:path";
import { debianWays, findProgram, obtain } from "./obtain.mjs";
import { thisSystem } from "./system.mjs";

const places = () => [
  process.env.ASKLING_PGBOUNCER,
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => folder && join(folder, "pgbouncer")),
  "/usr/sbin/pgbouncer",
  "/opt/homebrew/bin/pgbouncer",
];

/** Path of PgBouncer on this machine, or undefined. */
export const findPgBouncer = () => findProgram(places());

/** Ways to get PgBouncer on a system; `run` starts a program and waits for it. */
export const pgBouncerWays = (system, run) => debianWays(system, ["pgbouncer"], run);

/** Path of PgBouncer; gets it if there is none. */
export const needPgBouncer = () =>
  obtain(
    "PgBouncer",
    findPgBouncer,
    pgBouncerWays(thisSystem()),
    "Install it, or set ASKLING_PGBOUNCER to its path.",
  );
