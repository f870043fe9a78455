import { expect, test } from "vitest";
import * as z from "zod/mini";
import { widgetReady } from "../support/api.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { fillDevice } from "../support/fillDevice.ts";
import { FAILED_REQUEST } from "../support/guard.ts";

/** How much slower a cheap phone is. */
const SLOWER = 4;

const Trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of processor time: on a busy machine the clock on the wall says little. */
      tdur: z.optional(z.number()),
      args: z.optional(z.object({ name: z.optional(z.unknown()) })),
    }),
  ),
});

/** The longest task, in milliseconds of processor time, of a renderer's main thread. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = Trace.parse(JSON.parse(trace.toString()));
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === "RunTask" && main.has(`${pid}.${tid}`));
  expect(tasks.length).toBeGreaterThan(100);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}

test("an outbox of 1,000 records loads and is delivered without a long task, on a machine four times slower", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await tapAndClose(page, 9);
  await fillDevice(page, 999);
  await page.goto("about:blank");
  site.proxy.act = () => "pass";
  const browser = context.browser();
  await browser?.startTracing(page, { categories: ["disabled-by-default-devtools.timeline", "toplevel"] });
  const began = Date.now();
  await page.goto(`${site.pages.url}/next`);
  await widgetReady(page);
  await expect
    .poll(async () => (await site.records()).length, { timeout: 60_000, interval: 500 })
    .toBe(1_000);
  const tookMs = Date.now() - began;
  const trace = await browser?.stopTracing();
  await site.empty(page);
  const longest = longestTask(trace ?? Buffer.from("{}"));
  console.log(
    `1,000 records delivered in ${tookMs} ms; longest task ${longest.toFixed(1)} ms of processor time`,
  );
  expect(longest).toBeGreaterThan(0);
  expect(longest * SLOWER).toBeLessThanOrEqual(50);
}, 120_000);

test("storing an answer costs the same with 10 and with 900 rows in the box", async () => {
  const site = await openFaultySite({}, { "data-endpoint": undefined });
  const medianOf = async (rows: number) => {
    const { page } = await site.visit();
    await tapAndClose(page, 9);
    await fillDevice(page, rows);
    await page.evaluate(() => {
      const times: number[] = [];
      let clicked = 0;
      document.addEventListener(
        "click",
        () => {
          clicked = performance.now();
        },
        true,
      );
      Object(window.askling).on("saved", () => {
        if (clicked) times.push(performance.now() - clicked);
        clicked = 0;
      });
      Object.assign(window, { savedAfter: times });
    });
    for (let at = 0; at < 12; at++) await tapAndClose(page, at % 11);
    const times: number[] = await page.evaluate(() => Reflect.get(window, "savedAfter"));
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  };
  const [few, many] = [await medianOf(10), await medianOf(900)];
  console.log(`an answer is stored in ${few.toFixed(1)} ms with 10 rows, ${many.toFixed(1)} ms with 900`);
  expect(many).toBeLessThan(2 * few + 5);
}, 120_000);
