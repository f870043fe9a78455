import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { widgetReady } from "../../support/api.ts";
import { readRows } from "../../support/deviceRows.ts";
import { ONE_SCORE } from "../../support/faultySite.ts";
import { makeProfile, type OwnChromium, startChromium } from "../../support/ownChromium.ts";
import { openPages } from "../../support/pages.ts";
import { startPostgres, type TestPostgres } from "../../support/postgres.ts";
import { openProxy } from "../../support/proxy.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type MortalCollector, makeCollector } from "./collector.ts";
import { within } from "./finger.ts";
import { createLedger, type Differences, type Ledger } from "./ledger.ts";
import { answerOnce } from "./respondent.ts";
import { nextWeather } from "./weather.ts";

const TELL_MS = 30_000;
const BROWSERS = 2;
const TABS = 2;

export interface StormOptions {
  seed: number;
  /** Taps, at least. */
  answers: number;
  /** Address of a database, or `postgres` for a server of the storm's own, which crashes too. Default: SQLite. */
  database?: string | undefined;
  log?(line: string): void;
}

/** What a storm has left behind. */
export interface StormReport extends Differences {
  tapped: number;
  records: number;
  /** What the collector's own figures count, and how many records it has with an answer. */
  counted: number;
  answered: number;
  /** Still on a device in the end. */
  pending: number;
  refused: string[];
  batches: number;
  deaths: Record<string, number>;
}

interface Scene {
  url: string;
  ledger: Ledger;
  answers: number;
  deaths: Record<string, number>;
}

/** Lets everything fail at random while people answer; then all is well again, and the books are compared. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { seed, answers, log = () => {} } = options;
  const chance = chanceOf(seed);
  const deaths: Record<string, number> = {};
  const server = options.database === "postgres" ? await startPostgres() : undefined;
  if (server) onTestFinished(() => server.close());
  const collector = await makeCollector(server ? await server.createDatabase() : options.database);
  onTestFinished(async () => {
    await collector.kill();
    collector.remove();
  });
  await collector.start();
  const proxy = await openProxy(collector.url);
  onTestFinished(() => proxy.close());
  const sky = chance.fork("sky");
  proxy.act = ({ body }) => nextWeather(sky, JSON.parse(body).records.length);
  const pages = await openPages((path) => fileOf(path, collector.key, proxy.url));
  onTestFinished(() => pages.close());

  const scene: Scene = { url: pages.url, ledger: createLedger(), answers, deaths };
  let over = false;
  const begun = Date.now();
  const tell = (what: string) => {
    const dead = Object.entries(deaths).map(([who, times]) => `${who} ${times}`);
    const time = Math.round((Date.now() - begun) / 1_000);
    log(`${time} s: ${what}; killed: ${dead.join(", ") || "nothing yet"}`);
  };
  const telling = setInterval(
    () => tell(`${scene.ledger.count()} of ${answers} answers tapped, ${proxy.seen.length} requests`),
    TELL_MS,
  );
  onTestFinished(() => clearInterval(telling));
  const killing = killAgain({ collector, server }, chance.fork("collector"), deaths, () => over);
  const profiles = Array.from({ length: BROWSERS }, makeProfile);
  await Promise.all(
    profiles.map((profile, index) => browse(profile, scene, chance.fork(`browser ${index}`))),
  );
  over = true;
  await killing;
  clearInterval(telling);
  tell(`seed ${seed}: ${scene.ledger.count()} answers tapped, ${proxy.seen.length} requests; it clears up`);

  proxy.act = () => "pass";
  const left: Left[] = [];
  for (const profile of profiles) left.push(await drain(profile, scene.url));
  const records = await collector.records();
  return {
    ...scene.ledger.compare(records),
    tapped: scene.ledger.count(),
    records: records.length,
    counted: await collector.answered(),
    answered: records.filter(({ answers: given }) => given.score !== undefined).length,
    pending: left.reduce((sum, { pending }) => sum + pending, 0),
    refused: left.flatMap(({ refused }) => refused),
    batches: proxy.seen.length,
    deaths,
  };
}

interface Mortals {
  collector: MortalCollector;
  server: TestPostgres | undefined;
}

async function killAgain(
  { collector, server }: Mortals,
  chance: Chance,
  deaths: Record<string, number>,
  over: () => boolean,
): Promise<void> {
  while (!over()) {
    await new Promise((resolve) => setTimeout(resolve, 1_500 + chance.whole(4_000)));
    if (server && chance.whole(3) === 0) {
      await server.stop("immediate");
      deaths.database = (deaths.database ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, chance.whole(1_500)));
      await server.start();
      continue;
    }
    await collector.kill();
    deaths.collector = (deaths.collector ?? 0) + 1;
    await new Promise((resolve) => setTimeout(resolve, chance.whole(700)));
    await collector.start();
  }
}

/** One person's browser, which is killed now and then and opened again. */
async function browse(profile: string, scene: Scene, chance: Chance): Promise<void> {
  const done = () => scene.ledger.count() >= scene.answers;
  while (!done()) {
    // On a busy machine a browser may fail to start in time.
    const browser = await startChromium(profile).catch(() => undefined);
    if (!browser) continue;
    browser.guard.allow(/./);
    const end = Date.now() + 4_000 + chance.whole(12_000);
    const over = () => done() || Date.now() > end;
    const tabs = Array.from({ length: TABS }, (_, index) =>
      useTab(browser, scene, chance.fork(`tab ${index} ${end}`), over),
    );
    await Promise.race([Promise.all(tabs), new Promise((resolve) => setTimeout(resolve, end - Date.now()))]);
    await browser.kill();
    scene.deaths.browser = (scene.deaths.browser ?? 0) + 1;
    await Promise.all(tabs);
  }
}

async function useTab(
  browser: OwnChromium,
  scene: Scene,
  chance: Chance,
  over: () => boolean,
): Promise<void> {
  let page: Page | undefined;
  while (!over()) {
    if (!page) {
      page = await within(browser.context.newPage());
      if (!page) return;
      await within(page.goto(`${scene.url}/page-${chance.whole(100)}`));
      await within(widgetReady(page));
    }
    const fine = await answerOnce(page, scene.ledger, chance);
    const luck = chance.whole(100);
    if (luck < 2) {
      const session = await within(browser.context.newCDPSession(page));
      void session?.send("Page.crash").catch(() => {});
      scene.deaths.renderer = (scene.deaths.renderer ?? 0) + 1;
      page = undefined;
    } else if (!fine || luck < 17) {
      await within(page.goto(`${scene.url}/page-${chance.whole(100)}`));
      await within(widgetReady(page));
    } else if (luck < 19) {
      await within(browser.context.setOffline(true));
      setTimeout(() => void browser.context.setOffline(false).catch(() => {}), 500);
    }
  }
}

/**
 * Opens the browser once more and lets everything go out; returns what is left. It looks into IndexedDB itself: on a
 * machine that is so busy that IndexedDB hangs, the widget knows of nothing that waits there.
 */
async function drain(profile: string, url: string): Promise<Left> {
  const browser = await startChromium(profile);
  browser.guard.allow(/./);
  const page = await browser.context.newPage();
  await page.goto(`${url}/after`);
  await widgetReady(page);
  const deadline = Date.now() + 180_000;
  for (;;) {
    const left = await within(page.evaluate(() => Object(window.askling).flush()));
    const rows = Object.keys((await within(readRows(page))) ?? { "r:unreadable": 0 });
    const pending = Math.max(left?.pending ?? 1, rows.filter((key) => key.startsWith("r:")).length);
    if (!pending || Date.now() > deadline) {
      await browser.quit();
      return { pending, refused: rows.filter((key) => key.startsWith("q:")) };
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** What is on a device in the end. */
interface Left {
  pending: number;
  /** Keys of records that were put away as refused. */
  refused: string[];
}

const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));

/** The customer's site: the widget's files lie on it, and the manifest is in the page. */
function fileOf(path: string, key: string, endpoint: string) {
  if (/^\/askling[\w.-]*\.js$/.test(path))
    return { body: readFileSync(`${DIST}${path}`, "utf8"), type: "text/javascript" };
  const manifest = JSON.stringify({ version: 1, surveys: [ONE_SCORE] });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
    <script type="application/json" id="askling-surveys">${manifest}</script>
    <script async src="/askling.js" data-key="${key}" data-endpoint="${endpoint}/v1/batches"></script>
    <h1>Shop</h1></html>`;
}
