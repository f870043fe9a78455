// `npm test`: everything from a fresh clone to a verdict. The last line says how many passed and failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const REPORT = ".cache/tests.json";

function run(title, command, ...values) {
  console.log(`\n# ${title}`);
  const { status, error } = spawnSync(command, values, { stdio: "inherit" });
  if (error) console.error(error);
  return !error && status === 0;
}

if (!existsSync("node_modules/vite") && !run("Install", npm, "ci", "--no-audit", "--no-fund"))
  process.exit(1);
const { needChromium } = await import("./chromium.mjs");
process.env.ASKLING_CHROMIUM = needChromium();
const { needPostgres } = await import("./postgres.mjs");
process.env.ASKLING_POSTGRES = needPostgres();

const checks = [
  run("Lint", npm, "run", "lint", "--silent"),
  run("Types", npm, "run", "types", "--silent"),
  run("Build", npm, "run", "build", "--silent"),
];
mkdirSync(".cache", { recursive: true });
rmSync(REPORT, { force: true });
const tested = run(
  "Tests",
  process.execPath,
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${REPORT}`,
);
const report = existsSync(REPORT)
  ? JSON.parse(readFileSync(REPORT, "utf8"))
  : { numPassedTests: 0, numFailedTests: 0 };
const passed = report.numPassedTests + checks.filter(Boolean).length;
// A file that does not even load has no test that could fail.
const failed = Math.max(report.numFailedTests, tested ? 0 : 1) + checks.filter((fine) => !fine).length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
