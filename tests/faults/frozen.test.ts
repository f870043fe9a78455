import { chromium } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { CHROMIUM_FLAGS } from "../../.build/chromium.mjs";
import { chromiumPath } from "../support/browser.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";

test("9, 12: a frozen tab that holds the turn loses it after a while, and the overlap harms nothing", async () => {
  const site = await openFaultySite();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  onTestFinished(() => browser.close());
  const system = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await system.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(`${site.pages.url}/other`);
  const early = await tapAndClose(other, 1);
  await site.arrived({ [early]: 1 });
  const before = await renderers();
  const page = await context.newPage();
  await page.goto(site.pages.url);
  site.proxy.act = () => "hang";
  const mine = await tapAndClose(page, 2);
  await expect.poll(() => site.proxy.seen.length).toBe(2);
  const frozen = (await renderers()).filter((pid) => !before.includes(pid));
  expect(frozen).not.toEqual([]);
  for (const pid of frozen) process.kill(pid, "SIGSTOP");
  site.proxy.act = () => "pass";

  const theirs = await tapAndClose(other, 3);
  await site.arrived({ [early]: 1, [mine]: 2, [theirs]: 3 }, 45_000);
  await site.empty(other);
  for (const pid of frozen) process.kill(pid, "SIGCONT");
  await site.empty(page, 20_000);
  expect(await site.records()).toHaveLength(3);
}, 150_000);
