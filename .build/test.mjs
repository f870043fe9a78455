// `npm test`: everything from a fresh clone to a verdict. The last line says how many passed and failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const REPORT = ".cache/tests.json";
/** The tests that drive browsers, processes and networks. */
const REAL_THINGS = /[\\/]tests[\\/](browser|faults|looks)[\\/]/;
/** More files than this do not fail by chance. */
const MOST_AGAIN = 6;

function run(title, command, ...values) {
  console.log(`\n# ${title}`);
  const { status, error } = spawnSync(command, values, { stdio: "inherit" });
  if (error) console.error(error);
  return !error && status === 0;
}

/** Runs tests; tells how many there are, and which failed. A file that does not even load fails without a name. */
function runTests(title, values) {
  rmSync(REPORT, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
  const isFine = run(
    title,
    process.execPath,
    "node_modules/vitest/vitest.mjs",
    "run",
    ...reporters,
    ...values,
  );
  const { testResults = [], numTotalTests = 0 } = existsSync(REPORT)
    ? JSON.parse(readFileSync(REPORT, "utf8"))
    : {};
  const failed = testResults.flatMap(({ name: file, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    const names = tests.length || status !== "failed" ? tests.map(({ fullName }) => fullName) : [""];
    return names.map((name) => ({ file, name }));
  });
  // Such as an error that nobody caught, which belongs to no test.
  if (!isFine && !failed.length) failed.push({ file: "", name: "" });
  return { count: numTotalTests, failed };
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
const whole = runTests("Tests", []);
let last = whole;
// Browsers, killed processes and cut networks all at once on a small machine: their files that fail among the others
// get one more run, alone. What passes only then is named, because it wants looking into.
const files = [...new Set(whole.failed.map(({ file }) => file))];
if (files.length && files.length <= MOST_AGAIN && files.every((file) => REAL_THINGS.test(file))) {
  last = runTests("Once more, alone", ["--maxWorkers=1", ...files]);
  console.log("\n# What failed among the others");
  for (const { file, name } of whole.failed) {
    const isBroken = last.failed.some((other) => other.file === file && (!other.name || other.name === name));
    console.log(`${isBroken ? "FAILED AGAIN " : "passed alone "} ${relative(".", file)}  ${name}`);
  }
}
const failed = last.failed.length + checks.filter((fine) => !fine).length;
console.log(`\n${whole.count - last.failed.length + checks.filter(Boolean).length} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
