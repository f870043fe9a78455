import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { chromium } from "playwright-core";
import * as z from "zod/mini";
import { CHROMIUM_FLAGS, needChromium } from "../../../.build/chromium.mjs";
import { CONTENDERS } from "./contenders.ts";
import { measureGrowth } from "./growth.ts";
import { comparisonTable, conditions, growthTable, replaceSection, workByClockTable } from "./markdown.ts";
import { installPeers, PEERS } from "./peers.ts";
import { drawPicture } from "./picture.ts";
import { type GrowthVisit, Results } from "./results.ts";
import { openStand } from "./stand.ts";
import { RATES, summarizeComparison, summarizeGrowth } from "./summary.ts";
import { measureColdVisit } from "./visit.ts";

const RESULTS = ".cache/bench/browser.json";
const PICTURE = ".readme/bench.svg";
const Package = z.object({ version: z.string() });
/** PostHog looks each second whether to show something: all triggers come at different times of that second. */
const SPREAD_MS = 1_000;
const GOLDEN_RATIO = 0.618;

/** How often everything is measured. */
export interface Runs {
  comparison: number;
  growth: number;
}

/** Measures the built files beside others, in turns; keeps the results and returns them. */
export async function measureInBrowser(runs: Runs, log: (line: string) => void): Promise<Results> {
  installPeers();
  const stand = await openStand();
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  const load = () => loadavg()[0] ?? Number.NaN;
  const before = load();
  const comparison: Results["comparison"] = [];
  const growth: GrowthVisit[] = [];
  try {
    // Until they have been asked for once, files are neither compressed nor in the system's caches.
    for (const contender of CONTENDERS)
      await measureColdVisit(browser, { url: stand.page(contender.id), contender, rate: 1 });
    for (let run = 0; run < runs.comparison; run++) {
      log(`comparison, run ${run + 1} of ${runs.comparison}`);
      const delay = SPREAD_MS * ((run * GOLDEN_RATIO) % 1);
      for (const rate of RATES)
        for (const contender of CONTENDERS) {
          const url = stand.page(contender.id);
          const figures = await measureColdVisit(browser, { url, contender, rate, delay });
          comparison.push({ contender: contender.id, rate, run, figures });
        }
    }
    for (let run = 0; run < runs.growth; run++) {
      log(`growth, run ${run + 1} of ${runs.growth}`);
      growth.push(...(await measureGrowth(browser, stand, run)));
    }
  } finally {
    await browser.close();
    await stand.close();
  }
  const { version: askling } = Package.parse(JSON.parse(readFileSync("package.json", "utf8")));
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    versions: { askling, Chromium: browser.version(), ...PEERS },
    machine: {
      processor: cpus()[0]?.model.trim() ?? "an unknown processor",
      cores: cpus().length,
      load: [before, load()],
    },
    comparison,
    growth,
  };
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`);
  return results;
}

/** The results that were kept last. */
export const keptResults = (): Results => Results.parse(JSON.parse(readFileSync(RESULTS, "utf8")));

/** Both tables and the conditions, for people. */
export function report(results: Results): string {
  const [contenders, growth] = [summarizeComparison(results), summarizeGrowth(results)];
  return [comparisonTable(contenders), growthTable(growth), conditions(results)].join("\n\n");
}

/** What processor time leaves out, such as waiting for the compositor or for a core; says little of a busy machine. */
export const clockTable = (results: Results): string => workByClockTable(summarizeComparison(results));

/** Writes tables and picture into the README. */
export function writeReadme(results: Results): void {
  const [contenders, growth] = [summarizeComparison(results), summarizeGrowth(results)];
  writeFileSync(PICTURE, drawPicture(contenders, growth));
  const picture = `![Askling beside others: bytes, script before a prompt, time to its first sight, work of showing, and how these grow](${PICTURE})`;
  writeFileSync(
    "README.md",
    replaceSection(readFileSync("README.md", "utf8"), `${picture}\n\n${report(results)}`),
  );
}
