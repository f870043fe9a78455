import { expect, test } from "vitest";
import { newVisitor } from "../support/browser.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

/** How long a finger that trembles rests on the button. */
const SLOW_PRESS_MS = 200;

test("a prompt that comes in overflows at no moment: a scrollbar would take width from its question", async () => {
  const site = await openSite();
  const { context } = await newVisitor();
  await context.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { overflows: seen });
    const look = () => {
      const body = document.querySelector("askling-prompt")?.shadowRoot?.querySelector(".body");
      if (body) seen.push(body.scrollHeight - body.clientHeight);
      requestAnimationFrame(look);
    };
    look();
  });
  const page = await context.newPage();
  await page.goto(site.pages.url);
  await promptOn(page).score(9).click();
  await promptOn(page).text.waitFor();
  // A step comes in for a fifth of a second; each frame of it was looked at.
  await page.waitForTimeout(500);
  const look = () => page.evaluate<number[]>(() => Reflect.get(window, "overflows"));
  await expect.poll(async () => (await look()).length).toBeGreaterThan(10);
  const overflows = await look();
  expect(Math.max(...overflows)).toBe(0);
});

test("a prompt that has made way for a field stays there while it is pressed", async () => {
  const site = await openSite({
    body: `<input id="corner" style="position:fixed;right:40px;bottom:40px" aria-label="Corner">`,
  });
  const { page } = await site.visit();
  const prompt = promptOn(page);
  await prompt.score(4).waitFor();
  await page.locator("#corner").focus();
  await expect.poll(() => prompt.host.getAttribute("data-at")).toBe("top-right");
  await prompt.score(4).click({ delay: SLOW_PRESS_MS });
  await prompt.text.waitFor();
  expect(await prompt.host.getAttribute("data-at")).toBe("top-right");
  await prompt.button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 4 } }]);
});
