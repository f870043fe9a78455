// Finds a part that the tests need, or gets it in the first way that succeeds.
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { canInstallPackages } from "./system.mjs";

/** The first of some paths that holds a program, or undefined. */
export const findProgram = (paths) =>
  paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Runs a program to its end, without questions of Debian's packages. */
export function runQuietly(command, ...values) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync(command, values, { stdio: "inherit", env });
}

/**
 * The way to get packages of Debian, where they may be installed.
 *
 * @param system - as of `thisSystem`
 * @param packages - their names
 * @param run - starts a program and waits for it
 */
export function debianWays(system, packages, run = runQuietly) {
  if (!canInstallPackages(system)) return [];
  const install = () => {
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages);
  };
  return [{ how: "Debian's package", run: install }];
}

/**
 * @param {string} name - of the part, for people
 * @param {() => string | undefined} find - where it is
 * @param {{ how: string, run: () => void }[]} ways - of getting it, the best first
 * @returns where it is
 * @throws an error with what was tried, and how each of it ended
 */
export function obtain(name, find, ways, advice) {
  const found = find();
  if (found) return found;
  const tried = [];
  for (const { how, run } of ways) {
    console.log(`\n# ${name}: ${how}`);
    try {
      run();
      const path = find();
      if (path) return path;
      tried.push(`${how}: it is not there afterwards`);
    } catch (error) {
      tried.push(`${how}: ${String(error?.message ?? error).split("\n")[0]}`);
    }
  }
  const report = tried.length ? `Tried: ${tried.join("; ")}.` : "There is no way to get it here.";
  throw new Error(`No ${name} for the tests. ${report} ${advice}`);
}
