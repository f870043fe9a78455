// Takes the README's picture anew, of the built files: the demo on a desktop and on a phone.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { readSettings, startCollector } from "../dist/server/main.js";
import { needChromium } from "./chromium.mjs";

const folder = mkdtempSync(join(tmpdir(), "askling-picture-"));
const collector = await startCollector(
  readSettings({ PORT: "0", DATABASE_URL: `sqlite:${join(folder, "askling.db")}` }),
);
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: needChromium(), args });

async function photograph(options, act) {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, ...options });
  await page.goto(`${collector.url}/paid.html`);
  const prompt = page.getByRole("dialog");
  await prompt.waitFor();
  await act(prompt, page);
  await page.waitForTimeout(1000);
  return `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
}

const desktop = await photograph({ viewport: { width: 1240, height: 780 }, locale: "en" }, async (prompt) => {
  await prompt.getByRole("radio", { name: "9" }).hover();
});
const phone = await photograph(
  { viewport: { width: 360, height: 700 }, locale: "zh-CN", colorScheme: "dark", hasTouch: true },
  async (prompt) => {
    await prompt.getByRole("radio", { name: "9" }).tap();
    await prompt.getByRole("textbox").fill("茶很香，送得也快。");
  },
);
const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
await page.setContent(`
  <style>
    body { margin: 0; padding: 20px; width: 1340px; position: relative }
    img { border-radius: 12px; box-shadow: 0 0 0 1px #8886, 0 14px 44px #0003; display: block }
    img + img { position: absolute; right: 20px; top: 178px; border-radius: 26px; border: 7px solid #111 }
  </style>
  <img width="1060" src="${desktop}"><img width="262" src="${phone}">`);
await page.waitForTimeout(200);
mkdirSync(".readme", { recursive: true });
const clip = { x: 0, y: 0, width: 1380, height: 730 };
await page.screenshot({ path: ".readme/askling.png", clip, omitBackground: true });
await browser.close();
await collector.close();
rmSync(folder, { recursive: true });
