// `npm run bench`: everything in tests/bench, which is measured by hand and never as part of the tests.
// `npm run bench -- browser` only measures the widget beside others in a browser, `-- browser --write` puts the result
// into the README, and `-- write` does so with the result of the last time. It takes 11 minutes on a quiet machine.
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { runNpm, runVitest } from "./run.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: "boolean", default: false },
    runs: { type: "string", default: "9" },
    "growth-runs": { type: "string", default: "3" },
  },
});
const [part = "all"] = positionals;
if (!["all", "browser", "write"].includes(part))
  throw new Error(`There is no part ${part} of the bench: browser, write, or nothing for all.`);

const succeeded = [];
if (part === "all") {
  const env = { ASKLING_BENCH: "1" };
  succeeded.push(await runVitest(["bench", "--run"], env), await runVitest(["run", "tests/bench"], env));
}
const browserBench = async () => (await runnerImport("./tests/bench/browser/run.ts")).module;
if (part === "write") {
  const { keptResults, writeReadme } = await browserBench();
  writeReadme(keptResults());
} else if (await runNpm("run", "build", "--silent")) {
  const { clockTable, measureInBrowser, report, writeReadme } = await browserBench();
  const runs = { comparison: Number(values.runs), growth: Number(values["growth-runs"]) };
  const results = await measureInBrowser(runs, console.log);
  console.log(`\n${report(results)}\n\n${clockTable(results)}`);
  if (values.write) writeReadme(results);
} else succeeded.push(false);
process.exit(succeeded.every(Boolean) ? 0 : 1);
