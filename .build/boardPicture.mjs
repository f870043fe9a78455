// Takes the README's picture of the board anew, of the built files and made-up answers of a bank.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { runnerImport } from "vite";
import { readSettings, startCollector } from "../dist/server/main.js";
import { needChromium } from "./chromium.mjs";

const { BRANCH_SURVEY, branchRecords } = (await runnerImport("./tests/support/boardData.ts")).module;
const folder = mkdtempSync(join(tmpdir(), "askling-picture-"));
const config = {
  sites: [
    {
      key: "pk_bank",
      manifest: "./surveys.json",
      followUp: [
        { survey: BRANCH_SURVEY.id, when: { answer: "nps", lte: 6 }, within: "2h", assign: "trait.branch" },
      ],
    },
  ],
  timeZone: "Asia/Shanghai",
};
writeFileSync(join(folder, "askling.config.json"), JSON.stringify(config));
writeFileSync(join(folder, "surveys.json"), JSON.stringify({ version: 1, surveys: [BRANCH_SURVEY] }));
const collector = await startCollector(
  readSettings({
    PORT: "0",
    DATABASE_URL: `sqlite:${join(folder, "askling.db")}`,
    ASKLING_CONFIG: join(folder, "askling.config.json"),
    ASKLING_ADMIN_TOKEN: "token-of-the-picture",
  }),
);
const records = branchRecords(900, { days: 60, now: new Date() });
for (let at = 0; at < records.length; at += 50) {
  const batch = {
    v: 1,
    key: "pk_bank",
    sentAt: new Date().toISOString(),
    records: records.slice(at, at + 50),
  };
  await fetch(`${collector.url}/v1/batches`, { method: "POST", body: JSON.stringify(batch) });
}

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: needChromium(), args });
const page = await browser.newPage({
  viewport: { width: 1320, height: 1010 },
  deviceScaleFactor: 1.25,
  locale: "zh-CN",
});
await page.goto(`${collector.url}/board?by=trait.branch`);
await page.locator("#token").fill("token-of-the-picture");
await page.locator("#token").press("Enter");
await page.getByRole("row").nth(3).waitFor();
await page.waitForTimeout(2_000);
await page.screenshot({ path: ".readme/board.png" });
await browser.close();
await collector.close();
rmSync(folder, { recursive: true });
