// Fetches a package from the registry in one exact version, checks it, and unpacks it without running any of it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "./system.mjs";

const CACHE = ".cache/packages";

/** Where a version of a package lies once it was fetched. */
export const packageFolder = (name, version) =>
  join(CACHE, `${name.replace("@", "").replace("/", "-")}-${version}`);

/**
 * @param {{ name: string, version: string, integrity: string }} wanted - `integrity` as in a lock file: `sha512-…`
 * @param {(folder: string) => void} [prepare] - what is left to do with the unpacked files
 */
export function fetchPackage({ name, version, integrity }, prepare) {
  const folder = packageFolder(name, version);
  if (existsSync(folder)) return;
  mkdirSync(CACHE, { recursive: true });
  const part = mkdtempSync(join(CACHE, "part-"));
  try {
    const [command, ...values] = npmCommand();
    const packed = execFileSync(
      command,
      [...values, "pack", `${name}@${version}`, "--silent", "--pack-destination", part],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    const archive = join(part, packed.trim().split("\n").at(-1) ?? "");
    const sum = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (sum !== integrity) throw new Error(`${name}@${version} has the sum ${sum}, not ${integrity}`);
    // Every system that the tests run on has it, Windows since 2018.
    execFileSync("tar", ["-xzf", archive, "-C", part]);
    prepare?.(join(part, "package"));
    renameSync(join(part, "package"), folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
