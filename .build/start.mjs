// `npm start`: everything from a fresh clone to a running collector.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

function run(command, ...values) {
  const { status, error } = spawnSync(command, values, { stdio: "inherit" });
  if (error) throw error;
  if (status) process.exit(status);
}

/** When anything in a folder changed last. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const SOURCES = ["widget", "server-stub", ".build", "vite.config.ts", "package.json"];
const built = existsSync("dist/server/cli.js") ? statSync("dist/server/cli.js").mtimeMs : 0;

if (!existsSync("node_modules/vite")) run(npm, "ci", "--no-audit", "--no-fund");
if (SOURCES.some((path) => newest(path) > built)) run(npm, "run", "build", "--silent");
const server = spawnSync(process.execPath, ["dist/server/cli.js", "serve", ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(server.status ?? 1);
