// `npm start`: everything from a fresh clone to a running collector.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runNpm } from "./run.mjs";

const COMMAND = "dist/server/cli.js";
const SOURCES = ["widget", "server-stub", ".build", "vite.config.ts", "package.json"];

/** When anything in a folder changed last. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

async function need(done) {
  if (!(await done)) process.exit(1);
}

const built = existsSync(COMMAND) ? statSync(COMMAND).mtimeMs : 0;
if (!existsSync("node_modules/vite")) await need(runNpm("ci", "--no-audit", "--no-fund"));
if (SOURCES.some((path) => newest(path) > built)) await need(runNpm("run", "build", "--silent"));

// In this process, so that whoever ends it ends the collector.
const command = join(process.cwd(), COMMAND);
process.argv.splice(1, 1, command, "serve");
await import(pathToFileURL(command).href);
