// `npm test`: everything from a fresh clone to a verdict. The last line says how many passed and failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { runNpm, runVitest } from "./run.mjs";

const REPORT = ".cache/tests.json";

function step(title, running) {
  console.log(`\n# ${title}`);
  return running();
}

if (
  !existsSync("node_modules/vite") &&
  !(await step("Install", () => runNpm("ci", "--no-audit", "--no-fund")))
)
  process.exit(1);

const { testParts } = await import("./testParts.mjs");
const { missing, notHere } = testParts();

const npmRun = (title, name) => step(title, () => runNpm("run", name, "--silent"));
const checks = [await npmRun("Lint", "lint"), await npmRun("Types", "types"), await npmRun("Build", "build")];
mkdirSync(".cache", { recursive: true });
rmSync(REPORT, { force: true });
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
const tested = await step("Tests", () => runVitest(["run", ...reporters]));
const report = existsSync(REPORT)
  ? JSON.parse(readFileSync(REPORT, "utf8"))
  : { numPassedTests: 0, numFailedTests: 0 };

for (const name of notHere) console.log(`\nNot for this system: ${name}`);
for (const sentence of missing) console.error(`\nMissing: ${sentence}`);
const passed = report.numPassedTests + checks.filter(Boolean).length;
// A file that does not even load has no test that could fail.
const failed =
  Math.max(report.numFailedTests, tested ? 0 : 1) + checks.filter((fine) => !fine).length + missing.length;
const skipped = report.numPendingTests ? `, ${report.numPendingTests} skipped` : "";
console.log(`\n${passed} passed, ${failed} failed${skipped}`);
process.exit(failed ? 1 : 0);
