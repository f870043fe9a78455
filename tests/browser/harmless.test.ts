import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { boxOf } from "../support/box.ts";
import { newVisitor } from "../support/browser.ts";
import { IN_SHADOW, measureShifts } from "../support/layoutShift.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const later = { ...SCORE_AND_COMMENT, triggers: [{ on: "event", name: "go" }] };

test("where no survey could show nothing is requested but the script and the manifest", async () => {
  const elsewhere = { ...later, audience: { url: { contains: "/orders" } } };
  const site = await openSite({ surveys: [elsewhere] });
  const { page } = await site.visit("/home");
  await widgetReady(page);
  await callApi(page, "track", "go");
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/v1/surveys")),
  );
  // Idle time, in which pieces would be fetched ahead, has come and gone twice.
  await page.evaluate(() =>
    [1, 2].reduce<Promise<unknown>>(
      (before) => before.then(() => new Promise((resolve) => requestIdleCallback(resolve))),
      Promise.resolve(),
    ),
  );
  expect(await callApi(page, "pending")).toBe(0);
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.js", "/v1/surveys"]);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  await page.goto(`${site.pages.url}/orders`);
  await site.listens();
});

test("pieces are fetched ahead under the hash of their build, and may be kept for ever", async () => {
  const site = await openSite({ surveys: [later] });
  const { page } = await site.visit();
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/askling-prompt.js")),
  );
  await page.reload();
  await callApi(page, "track", "go");
  await promptOn(page).score(9).waitFor();
  const pieces = site.gate.seen.filter(({ path }) => path.startsWith("/askling-"));
  expect(pieces.map(({ path }) => path).sort()).toEqual(["/askling-delivery.js", "/askling-prompt.js"]);
  for (const { url } of pieces) {
    expect(url).toMatch(/^\/askling-\w+\.js\?v=[\da-f]{12}$/);
    const { headers } = await fetch(site.gate.url + url);
    expect(headers.get("cache-control")).toContain("immutable");
  }
});

test("nothing of the page moves while the prompt shows, goes on and closes", async () => {
  const site = await openSite({
    surveys: [later],
    body: `<main><h1>Shop</h1>${"<p>Tea and teaware, in small lots, packed by hand.</p>".repeat(30)}</main>`,
  });
  for (const width of [1280, 360]) {
    const { context } = await newVisitor({ viewport: { width, height: 740 } });
    const shifts = await measureShifts(context);
    const page = await context.newPage();
    await page.goto(site.pages.url);
    await callApi(page, "track", "go");
    const prompt = promptOn(page);
    await prompt.score(3).waitFor();
    expect(await shifts(page)).toEqual([]);
    await prompt.score(3).click();
    await prompt.text.fill("Because");
    await prompt.button("Back").click();
    await prompt.score(9).click();
    await prompt.button("Send").click();
    await prompt.button("Change my answer").waitFor();
    await prompt.button("Close").click();
    await prompt.host.waitFor({ state: "detached" });
    // A step of another height moves the prompt itself, on a slow device later than what counts as recent.
    const isPrompt = (node: string) => node === "askling-prompt" || node === IN_SHADOW;
    const unasked = (await shifts(page)).filter(({ recentInput }) => !recentInput);
    expect(unasked.filter(({ nodes }) => !nodes.every(isPrompt))).toEqual([]);
    expect(unasked.reduce((sum, { value }) => sum + value, 0)).toBeLessThan(0.05);
    expect((await shifts(page)).flatMap(({ nodes }) => nodes).filter((node) => node === "p")).toEqual([]);

    await page.evaluate(() =>
      document.querySelector("h1")?.insertAdjacentHTML("beforebegin", "<hr><hr><hr>"),
    );
    await expect.poll(async () => (await shifts(page)).flatMap(({ nodes }) => nodes)).toContain("p");
  }
});

test("the page's own nodes, styles and globals stay as they were", async () => {
  const site = await openSite({
    surveys: [later],
    head: `<style>
      * { position: relative !important; letter-spacing: 3px }
      button, div, section, h2 { display: none !important; color: red !important }
      #other { display: inline !important }
    </style>
    <script>window.globalsBefore = new Set(Object.getOwnPropertyNames(window));</script>`,
  });
  const { page } = await site.visit();
  await widgetReady(page);
  await page.evaluate(() => {
    const changes: string[] = [];
    new MutationObserver((records) => {
      for (const { target, addedNodes, removedNodes } of records)
        changes.push(
          `${target.nodeName}: ${[...addedNodes, ...removedNodes].map((node) => node.nodeName).join()}`,
        );
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const looks = () =>
      [...document.querySelectorAll("body *:not(askling-prompt)")].map((node) =>
        JSON.stringify([node.nodeName, node.getBoundingClientRect(), getComputedStyle(node).cssText]),
      );
    Object.assign(window, { pageChanges: changes, looksBefore: looks(), looksNow: looks });
  });

  await callApi(page, "track", "go");
  const prompt = promptOn(page);
  await prompt.score(9).waitFor();
  expect(await page.evaluate(() => Reflect.get(window, "looksNow")())).toEqual(
    await page.evaluate(() => Reflect.get(window, "looksBefore")),
  );
  expect(await prompt.host.evaluate((host) => getComputedStyle(host).position)).toBe("fixed");
  expect(await prompt.heading.evaluate((node) => getComputedStyle(node).letterSpacing)).toBe("normal");
  await prompt.score(9).click();
  await prompt.button("Close").click();
  await prompt.host.waitFor({ state: "detached" });

  const changes = await page.evaluate<string[]>(() => Reflect.get(window, "pageChanges"));
  expect(new Set(changes)).toEqual(new Set(["BODY: ASKLING-PROMPT", "ASKLING-PROMPT: "]));
  const globals = await page.evaluate(() => {
    const before = Reflect.get(window, "globalsBefore");
    return Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
  });
  expect(globals.filter((name) => !/^(globalsBefore|pageChanges|looks\w+)$/.test(name))).toEqual(["askling"]);
});

test("keys that are typed into the prompt are not taken for the page's shortcuts", async () => {
  const shortcut = `<script>
    window.taken = [];
    document.addEventListener("keydown", ({ key }) => window.taken.push(key));
  </script>`;
  const site = await openSite({ head: shortcut });
  const { page } = await site.visit();
  await promptOn(page).score(9).click();
  await promptOn(page).text.pressSequentially("ok");
  expect(await promptOn(page).text.inputValue()).toBe("ok");
  await page.locator("#search").press("k");
  expect(await page.evaluate(() => Reflect.get(window, "taken"))).toEqual(["k"]);
});

test("a second copy on the page is ignored, with a line for who debugs", async () => {
  const site = await openSite({ surveys: [later] });
  const tags = `<script>window.copies = [];</script>${site.tag().replace("async", "")}
    <script>copies.push(askling)</script>${site.tag({ "data-debug": "" }).replace("async", "")}
    <script>copies.push(askling)</script>`;
  site.pages.answer = () => site.html({ tag: tags });
  const { page, guard } = await site.visit();
  guard.allow(/^log: \[askling\] a second copy on this page is ignored$/);
  await callApi(page, "track", "go");
  await promptOn(page).score(9).waitFor();
  expect(await promptOn(page).host.count()).toBe(1);
  expect(guard.messages).toEqual(["log: [askling] a second copy on this page is ignored"]);
  expect(
    await page.evaluate(() => Reflect.get(window, "copies")[0] === Reflect.get(window, "copies")[1]),
  ).toBe(true);
});

test("in debug every decision is told", async () => {
  const site = await openSite({ surveys: [{ ...later, audience: { traits: { plan: "pro" } } }] });
  const { page, guard } = await site.visit("/?askling_debug");
  guard.allow(/^log: \[askling\] /);
  await callApi(page, "track", "go");
  await expect
    .poll(() => guard.messages)
    .toContainEqual(expect.stringMatching(/visit: event go fired, does not show .*audience\.traits\.plan/));
});

for (const [name, script] of [
  ["the collector's origin", (origin: string) => `${origin}`],
  ["strict-dynamic", () => "'nonce-n0nce' 'strict-dynamic'"],
] as const)
  test(`a strict content security policy with ${name} is kept to the letter`, async () => {
    const reports = `<script nonce="n0nce">
      window.violations = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        window.violations.push([violatedDirective, blockedURI, sample].join(" ")));
    </script>`;
    const site = await openSite({ surveys: [SCORE_AND_COMMENT], head: reports });
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-n0nce' ${script(site.gate.url)}`,
      "style-src 'nonce-n0nce'",
      `connect-src ${site.gate.url}`,
      "require-trusted-types-for 'script'",
    ].join("; ");
    site.pages.answer = () => ({
      body: site.html({ tag: site.tag({ nonce: "n0nce" }) }),
      headers: { "Content-Security-Policy": policy },
    });
    const { page, guard } = await site.visit();
    guard.allow(/elsewhere\.invalid/);
    await promptOn(page).score(9).click();
    await promptOn(page).button("Skip").click();
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
    const box = await boxOf(promptOn(page).dialog);
    expect(box.width).toBeLessThan(500);
    expect(await page.evaluate(() => Reflect.get(window, "violations"))).toEqual([]);
    // What is not allowed is seen.
    await page.evaluate(() => fetch("https://elsewhere.invalid/").catch(() => {}));
    await expect
      .poll(() => page.evaluate<string[]>(() => Reflect.get(window, "violations")))
      .toEqual([expect.stringContaining("connect-src https://elsewhere.invalid/")]);
  });

test("an endpoint that the page's policy blocks is tried once a page, without an exception", async () => {
  const site = await openSite();
  site.pages.answer = () => ({
    body: site.html({ tag: site.tag({ "data-endpoint": "https://blocked.invalid/v1/batches" }) }),
    headers: { "Content-Security-Policy": `connect-src ${site.gate.url}` },
  });
  const { page, guard } = await site.visit();
  guard.allow(/blocked\.invalid/);
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  const attempts = () => guard.messages.filter((message) => message.includes("Fetch API cannot load"));
  await expect.poll(attempts).toHaveLength(1);
  for (const _again of [1, 2, 3]) expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  expect(attempts()).toHaveLength(1);
});

test("pieces that a blocker keeps away are asked for once a page", async () => {
  const site = await openSite({ surveys: [later] });
  const { context, guard } = await newVisitor();
  guard.allow(/ERR_BLOCKED_BY_CLIENT/);
  const asked: string[] = [];
  await context.route(/askling-\w+\.js/, (route) => {
    asked.push(route.request().url());
    return route.abort("blockedbyclient");
  });
  const page = await context.newPage();
  await page.goto(site.pages.url);
  await expect.poll(() => asked).toHaveLength(1);
  for (const _again of [1, 2, 3]) {
    await callApi(page, "track", "go");
    expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "unavailable" });
  }
  expect(asked).toEqual([...new Set(asked)]);
});
