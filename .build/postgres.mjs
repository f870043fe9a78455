// Finds the programs of a PostgreSQL server for the tests, and gets them where there are none.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

/** Folder that holds `postgres` and `initdb`, the newest first, or undefined. */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => other - one) : [];
  const folders = [
    process.env.ASKLING_POSTGRES,
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
    "/opt/homebrew/bin",
    "/usr/local/pgsql/bin",
  ];
  return folders.find((folder) => {
    try {
      for (const name of ["postgres", "initdb"]) accessSync(join(folder ?? "", name), constants.X_OK);
      return Boolean(folder);
    } catch {
      return false;
    }
  });
}

/** Folder of a PostgreSQL server's programs; installs Debian's package if there is none and we may. */
export function needPostgres() {
  const found = findPostgres();
  if (found) return found;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    // Its own cluster is not wanted: the tests make one of their own.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (command, ...values) => execFileSync(command, values, { stdio: "inherit", env });
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql-common");
    run(
      "sed",
      "-i",
      "s/^#\\?create_main_cluster.*/create_main_cluster = false/",
      "/etc/postgresql-common/createcluster.conf",
    );
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql");
  }
  const folder = findPostgres();
  if (!folder)
    throw new Error(
      "No PostgreSQL server for the tests: install one (15 or newer), or set ASKLING_POSTGRES to the folder of its programs.",
    );
  return folder;
}
