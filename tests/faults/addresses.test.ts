import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame, Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { newVisitor } from "../support/browser.ts";
import { openSite, SCORE_AND_COMMENT, type Site, type SiteOptions } from "../support/site.ts";

/** Six thousand bytes, and more than a quarter of what a record may have. */
const COMMENT = "柜台太慢了".repeat(400);
const PLAIN = { files: { "/plain": { body: "<h1>Plain</h1>" } } };

/** Opens an address of or beside a site. */
async function openAt(address: (site: Site) => string, options: SiteOptions = {}) {
  const site = await openSite(options);
  const { context } = await newVisitor();
  const page = await context.newPage();
  await page.goto(address(site));
  return { site, page };
}

/** Answers as a respondent does; resolves to the record as the widget sent it. */
async function answer(site: Site, page: Page | Frame) {
  const dialog = page.locator("askling-prompt").getByRole("dialog");
  await dialog.getByRole("radio", { name: "3", exact: true }).click();
  await dialog.getByRole("textbox").fill(COMMENT);
  await dialog.getByRole("button", { name: "Send", exact: true }).click();
  await expect
    .poll(async () => (await site.records()).map(({ answers }) => answers), { timeout: 15_000 })
    .toEqual([{ score: 3, reason: COMMENT }]);
  const [body = ""] = site.gate.seen
    .filter(({ method }) => method === "POST")
    .map((one) => one.body)
    .slice(-1);
  return JSON.parse(body).records[0];
}

test("an answer on a page that is its own address arrives, and tells nothing of the page's content", async () => {
  const { site, page } = await openAt(({ pages }) => `${pages.url}/plain`, PLAIN);
  const html = site.html({ body: `<h1>Example shop</h1><!-- ${"account ".repeat(5_000)} -->` });
  await page.setContent(`<iframe width="600" height="600"></iframe>`);
  await page.locator("iframe").evaluate((frame: HTMLIFrameElement, text) => {
    frame.src = `data:text/html;charset=utf-8,${encodeURIComponent(text)}`;
  }, html);
  await expect.poll(() => page.frames()[1]?.url()).toContain("data:");
  const [, frame = page] = page.frames();
  await frame.waitForFunction(() => window.askling !== undefined && !Array.isArray(window.askling));
  // Where no store outlives the page nothing shows by itself.
  await frame.evaluate(() => void Object(window.askling).show("visit", { force: true }));
  const record = await answer(site, frame);
  expect(record.page.url).toBe("data:");
  expect(JSON.stringify(record)).not.toContain("account");
});

test("of a page that lies on the device only the file's name is told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "Ann Example "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "feedback.html");
  const { site, page } = await openAt(
    ({ html }) => {
      writeFileSync(file, html());
      return `${pathToFileURL(file)}?account=7#ann`;
    },
    { manifest: { keepQuery: true } },
  );
  expect((await answer(site, page)).page).toEqual({ url: "feedback.html", referrer: "" });
});

test("of a page that the site has made in the browser only the site is told", async () => {
  const { site, page } = await openAt(({ pages }) => `${pages.url}/plain`, PLAIN);
  const blob = await page.evaluate(
    (html) => URL.createObjectURL(new Blob([html], { type: "text/html" })),
    site.html(),
  );
  await Promise.all([page.waitForURL(blob), page.evaluate((url) => location.assign(url), blob)]);
  expect((await answer(site, page)).page.url).toBe(site.pages.url);
});

test.each([15_000, 20_000])("an address of %d characters costs no word of the comment", async (length) => {
  const path = `/orders/${"a".repeat(length)}`;
  const audience = { url: { endsWith: "a?to=paid" }, referrer: { endsWith: "r" } };
  const { site, page } = await openAt(({ pages }) => `${pages.url}/`, {
    surveys: [{ ...SCORE_AND_COMMENT, audience }],
    // Chromium itself sends no referrer over 4 KB, and no server takes a path of 20.
    head: `<script>
      history.replaceState(null, "", "${path}?to=paid");
      Object.defineProperty(Document.prototype, "referrer", { get: () => "https://mail.example/" + "r".repeat(${length}) });
    </script>`,
  });
  // It shows by itself: the audience has seen the whole addresses.
  expect((await answer(site, page)).page).toEqual({
    url: `${site.pages.url}${path}`.slice(0, 2_000),
    referrer: `https://mail.example/${"r".repeat(1_979)}`,
  });
});

test("a query that is kept is cut, and not within a letter", async () => {
  const { site, page } = await openAt(({ pages }) => `${pages.url}/orders?q=${"商店".repeat(500)}`, {
    manifest: { keepQuery: true },
  });
  const { url } = (await answer(site, page)).page;
  expect(decodeURI(url)).toMatch(new RegExp(`^${site.pages.url}/orders\\?q=[商店]+$`));
  expect(url.length).toBeGreaterThan(1_980);
  expect(url.length).toBeLessThanOrEqual(2_000);
});

test("whatever a page says of itself and its visitor, the comment arrives whole", async () => {
  const { site, page } = await openAt(({ pages }) => `${pages.url}/`, {
    surveys: [{ ...SCORE_AND_COMMENT, triggers: [{ on: "event", name: "bought" }] }],
    head: `<script>
      const cycle = {};
      cycle.self = cycle;
      const traits = { bio: "好".repeat(9000), plan: "pro" };
      for (let at = 0; at < 9000; at++) traits["trait " + at] = "x".repeat(20);
      window.askling = [
        ["identify", "u".repeat(9000), traits, { signature: cycle, expires: "x" }],
        ["track", "bought", { html: "x".repeat(30000), branch: "north" }],
      ];
    </script>`,
  });
  expect(await answer(site, page)).toMatchObject({
    user: { traits: { plan: "pro" } },
    trigger: { on: "event", name: "bought", props: { branch: "north" } },
  });
});
