// `npm run looks`: pictures of every look of the prompt, with contact sheets, in .cache/looks. Filters make fewer:
// `npm run looks -- pairwise`, `npm run looks -- question=nps width=320,360`.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { runnerImport } from "vite";
import { needChromium, WITH_SCROLLBARS } from "./chromium.mjs";

const FOLDER = ".cache/looks";

if (!existsSync("dist/askling.js")) throw new Error("There is nothing built yet: npm run build");
const { module } = await runnerImport("./tests/looks/make.ts");
const browser = await chromium.launch({
  executablePath: needChromium(),
  args: ["--no-sandbox", "--disable-gpu"],
  ...WITH_SCROLLBARS,
});
const { pictures, faults } = await module.makeLooks(browser, FOLDER, process.argv.slice(2), console.log);
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${pictures} pictures in ${FOLDER}; ${faults.length || "no"} faults of layout`);
process.exitCode = faults.length ? 1 : 0;
