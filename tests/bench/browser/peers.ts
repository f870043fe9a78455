import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { npmCommand } from "../../../.build/system.mjs";

/** Packages that the widget is compared with, in fixed versions. */
export const PEERS = { "posthog-js": "1.449.2", "survey-core": "2.5.38", "survey-js-ui": "2.5.38" };

const FOLDER = ".cache/bench";
const MODULES = join(FOLDER, "node_modules");
const Package = z.object({ version: z.string() });

/** Path of a file of a peer's package. */
export const peerFile = (path: string): string => join(MODULES, path);

function installedVersion(name: string): string | undefined {
  const path = join(MODULES, name, "package.json");
  return existsSync(path) ? Package.parse(JSON.parse(readFileSync(path, "utf8"))).version : undefined;
}

/** Gets the peers from npm where they are missing, without running any script of theirs. */
export function installPeers(): void {
  const wanted = Object.entries(PEERS);
  if (wanted.every(([name, version]) => installedVersion(name) === version)) return;
  mkdirSync(FOLDER, { recursive: true });
  const [command = "npm", ...values] = npmCommand();
  const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", FOLDER];
  const packages = wanted.map(([name, version]) => `${name}@${version}`);
  execFileSync(command, [...values, "install", ...flags, ...packages], { stdio: "inherit" });
}
