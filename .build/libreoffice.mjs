// Finds LibreOffice for the tests that open exports in a spreadsheet, and gets it where there is none.
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { obtain } from "./obtain.mjs";
import { canInstallPackages, thisSystem } from "./system.mjs";

const places = () => [
  process.env.ASKLING_LIBREOFFICE,
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => folder && join(folder, "soffice")),
  "/usr/bin/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.com",
];

/** Path of LibreOffice's command on this machine, or undefined. */
export const findLibreOffice = () =>
  places().find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * Ways to get LibreOffice on a system.
 *
 * @param system - as of `thisSystem`
 * @param run - starts a program and waits for it
 */
export function libreOfficeWays(system, run = runQuietly) {
  if (!canInstallPackages(system)) return [];
  const install = () => {
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "libreoffice-calc");
  };
  return [{ how: "Debian's package", run: install }];
}

function runQuietly(command, ...values) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync(command, values, { stdio: "inherit", env });
}

/** Path of LibreOffice's command; gets it if there is none. */
export const needLibreOffice = () =>
  obtain(
    "LibreOffice",
    findLibreOffice,
    libreOfficeWays(thisSystem()),
    "Install it, or set ASKLING_LIBREOFFICE to the path of soffice.",
  );
