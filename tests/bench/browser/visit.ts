import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { measureShifts } from "../../support/layoutShift.ts";
import type { Contender } from "./contenders.ts";
import { type Network, watchNetwork } from "./network.ts";
import type { Transfer, VisitFigures } from "./results.ts";
import { watchForSight } from "./sight.ts";
import { readTrace, type Span, spansBefore, spansBetween, TRACE_CATEGORIES, type Trace } from "./trace.ts";

/** A visit that is measured. */
export interface Visit {
  url: string;
  contender: Contender;
  /** How many times slower the processor is made. */
  rate: number;
  /** Milliseconds from where all is ready to the trigger; default 0. */
  delay?: number;
}

/** So long after its first sight a prompt has come to rest. */
const REST_MS = 1_000;
/** A page that has not asked for anything for so long is ready. */
const QUIET_MS = 600;
/** In this time a prompt goes on after an answer. */
const ANSWER_MS = 600;
const GIVE_UP_MS = 60_000;
const TRIGGER = "bench-trigger";
const SEEN = "bench-seen";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A visitor with nothing on the device and empty caches. */
export const newVisitor = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 720 } });

/** Measures one visit of a new visitor. */
export async function measureColdVisit(browser: Browser, visit: Visit): Promise<VisitFigures> {
  const visitor = await newVisitor(browser);
  try {
    return await measureVisit(browser, visitor, visit);
  } finally {
    await visitor.close();
  }
}

/**
 * Measures one visit.
 *
 * @param visitor - may have been there before
 * @throws an error where the page does not become ready, or its prompt does not show
 */
export async function measureVisit(
  browser: Browser,
  visitor: BrowserContext,
  { url, contender, rate, delay = 0 }: Visit,
): Promise<VisitFigures> {
  const readShifts = await measureShifts(visitor);
  const shift = async () =>
    (await readShifts(page)).reduce((sum, { value, recentInput }) => sum + (recentInput ? 0 : value), 0);
  const page = await visitor.newPage();
  const session = await visitor.newCDPSession(page);
  const network = await watchNetwork(session, url);
  await session.send("Performance.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.goto(url);
  await whenReady(page, contender, network);
  await page.evaluate(`(${watchForSight})(${contender.prompt}, ${JSON.stringify(SEEN)})`);
  await wait(delay);
  await page.evaluate(`performance.mark(${JSON.stringify(TRIGGER)}); (${contender.trigger})(); 0`);
  await inTime(page.evaluate("window.benchSeen"), `The prompt of ${contender.id} is not seen.`);
  await wait(REST_MS);
  const trace = readTrace((await browser.stopTracing()).toString(), TRIGGER);
  await session.send("HeapProfiler.collectGarbage");
  const heap = await heapSize(session);
  const shown = await shift();
  await page.evaluate(`(${contender.answer})(); 0`);
  await wait(ANSWER_MS);
  const figures = figuresOf(trace, network.transfers());
  return { ...figures, heap, shift: { shown, answered: await shift() } };
}

function figuresOf({ tasks, scripts, marks }: Trace, transfers: Transfer[]) {
  const [trigger = Number.NaN, seen = Number.NaN] = [marks.get(TRIGGER), marks.get(SEEN)];
  const before = spansBefore(tasks, trigger);
  const showing = spansBetween(tasks, trigger, seen + REST_MS);
  const loaded = transfers.filter(({ finished = Number.POSITIVE_INFINITY }) => finished <= seen);
  return {
    before: { script: sum(spansBefore(scripts, trigger)), work: sum(before), longest: longest(before) },
    showing: {
      sight: seen - trigger,
      work: sum(showing),
      longest: longest(showing),
      workByClock: sum(showing, "wall"),
      longestByClock: longest(showing, "wall"),
    },
    toPrompt: total(loaded),
    inAll: total(transfers),
    transfers,
  };
}

const sum = (spans: readonly Span[], clock: "cpu" | "wall" = "cpu") =>
  spans.reduce((whole, span) => whole + span[clock], 0);
const longest = (spans: readonly Span[], clock: "cpu" | "wall" = "cpu") =>
  Math.max(0, ...spans.map((span) => span[clock]));
const total = (transfers: readonly Transfer[]) => ({
  bytes: transfers.reduce((whole, { bytes }) => whole + bytes, 0),
  requests: transfers.length,
});

async function heapSize(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
}

/** Waits until the contender would show its prompt, and neither network nor main thread are busy. */
async function whenReady(page: Page, { id, ready }: Contender, network: Network): Promise<void> {
  const opened = performance.now();
  for (;;) {
    await wait(Math.max(10, QUIET_MS - network.quietFor()));
    // This is answered once the main thread is free.
    const isReady = await page.evaluate(`Boolean((${ready})())`);
    if (isReady && network.quietFor() >= QUIET_MS) return;
    if (performance.now() - opened > GIVE_UP_MS) throw new Error(`The page of ${id} does not become ready.`);
  }
}

/** @throws an error with a sentence where something does not happen */
async function inTime(happening: Promise<unknown>, sentence: string): Promise<void> {
  const late = Symbol("late");
  if ((await Promise.race([happening, wait(GIVE_UP_MS).then(() => late)])) === late)
    throw new Error(sentence);
}
