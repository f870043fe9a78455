import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { busyTime } from "../support/busyTime.ts";
import { ONE_SCORE, openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";

const DAY = 86_400_000;

test.each([
  ["weeks ahead", 40 * DAY],
  ["years behind", -25 * 365 * DAY],
])(
  "41: a clock that is %s costs no answer, and the collector knows when it was shown",
  async (_what, off) => {
    const site = await openFaultySite();
    const { page, context, guard } = await site.visit("/start");
    guard.allow(FAILED_REQUEST);
    await context.addInitScript((ms) => {
      const now = Date.now.bind(Date);
      const Real = Date;
      const wrong = () => now() + (Reflect.get(window, "righted") ? 0 : ms);
      Object.assign(window, {
        Date: new Proxy(Real, {
          construct: (_target, values) => Reflect.construct(Real, values.length ? values : [wrong()]),
          get: (target, name) => (name === "now" ? wrong : Reflect.get(target, name)),
        }),
      });
    }, off);
    site.proxy.act = () => "drop";
    await page.goto(`${site.pages.url}/`);
    const kept = await tapAndClose(page, 1);
    // The clock jumps back to the truth, while the page lives.
    await page.evaluate(() => Object.assign(window, { righted: true }));
    const later = await tapAndClose(page, 2);
    site.proxy.act = () => "pass";
    await callApi(page, "flush");
    await site.arrived({ [kept]: 1, [later]: 2 });
    await site.empty(page);
    const [from, to] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const results = await site.collector.get(`/v1/surveys/visit/results?from=${from}&to=${to}`);
    expect(await results.json()).toMatchObject({ answered: 2 });
  },
);

test.each([
  ["throws at once", "() => { throw new TypeError('no') }"],
  ["never settles", "() => new Promise(() => {})"],
])("42: a fetch that the page patches and that %s keeps no answer back", async (_what, patch) => {
  const site = await openFaultySite();
  const { page } = await site.visit();
  await widgetReady(page);
  await page.evaluate((source) => {
    window.fetch = new Function(`return (${source})`)();
  }, patch);
  const id = await tapAndClose(page, 5);
  await site.arrived({ [id]: 5 });
  await site.empty(page);
});

test("42: a fetch that was broken from the start loses nothing", async () => {
  const site = await openFaultySite();
  const { page, context } = await site.visit("/start");
  const manifest = { version: 1, surveys: [ONE_SCORE] };
  site.pages.answer = (path) =>
    path === "/later"
      ? site.html()
      : site.html({
          head: `<script>window.fetch = () => { throw new TypeError("no") }</script>
            <script type="application/json" id="m">${JSON.stringify(manifest)}</script>`,
          tag: site.tag({ "data-surveys": "#m" }),
        });
  await page.goto(`${site.pages.url}/`);
  const id = await tapAndClose(page, 6);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  const next = await context.newPage();
  await next.goto(`${site.pages.url}/later`);
  await callApi(next, "flush");
  await site.arrived({ [id]: 6 });
});

test("43: an endpoint that the page's policy forbids is tried once per page, and the answers wait", async () => {
  const site = await openFaultySite();
  const manifest = { version: 1, surveys: [ONE_SCORE] };
  const head = `<script type="application/json" id="m">${JSON.stringify(manifest)}</script>
    <script>window.blocked = 0;
      document.addEventListener("securitypolicyviolation", () => { window.blocked++ })</script>`;
  site.pages.answer = (path) =>
    path === "/free"
      ? site.html()
      : {
          body: site.html({ head, tag: site.tag({ "data-surveys": "#m" }) }),
          headers: { "Content-Security-Policy": "connect-src 'none'" },
        };
  const { page, guard } = await site.visit();
  guard.allow(/Content Security Policy|Failed to load|violates/);
  const tapped: Record<string, number> = {};
  for (const score of [1, 2, 3]) {
    tapped[await tapAndClose(page, score)] = score;
    await callApi(page, "flush");
  }
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide")));
  expect(await page.evaluate(() => Reflect.get(window, "blocked"))).toBe(1);
  expect(await callApi(page, "pending")).toBe(3);
  await page.goto(`${site.pages.url}/free`);
  await callApi(page, "flush");
  await site.arrived(tapped);
});

test("44: a page that reports a million events stays quick, and the widget works", async () => {
  const site = await openFaultySite({
    surveys: [ONE_SCORE, { ...ONE_SCORE, id: "other", triggers: [{ on: "event", name: "never" }] }],
  });
  const { page } = await site.visit();
  await widgetReady(page);
  const busyMs = await busyTime(page);
  const before = await busyMs();
  await page.evaluate(() => {
    for (let at = 0; at < 1_000_000; at++) Object(window.askling).track("tick", { at });
  });
  expect((await busyMs()) - before).toBeLessThan(10_000);
  const id = await tapAndClose(page, 9);
  await site.arrived({ [id]: 9 });
});
