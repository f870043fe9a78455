import type { Browser } from "playwright-core";
import { fillDevice } from "../../support/fillDevice.ts";
import { contenderOf, EMPTY } from "./contenders.ts";
import type { GrowthSeries, GrowthVisit } from "./results.ts";
import { PLAIN_NODES, type Stand, UNTRIGGERED } from "./stand.ts";
import { measureColdVisit, measureVisit, newVisitor } from "./visit.ts";

/** The sizes that are measured, by what grows. */
export const GROWTH_SIZES: Record<GrowthSeries, readonly number[]> = {
  surveys: [1, 10, 100, 1_000],
  rows: [0, 10, 100, 1_000],
  nodes: [PLAIN_NODES, 1_000, 10_000, 50_000],
};

/** Measures all sizes once, one after the other. */
export async function measureGrowth(browser: Browser, stand: Stand, run: number): Promise<GrowthVisit[]> {
  const visits: GrowthVisit[] = [];
  const plain = await measureOne(browser, stand.page(EMPTY), EMPTY);
  const add = (series: GrowthSeries, size: number, cost: Cost, empty: Cost = plain) =>
    void visits.push({
      series,
      size,
      run,
      before: cost.before - empty.before,
      showing: cost.showing - empty.showing,
    });
  for (const size of GROWTH_SIZES.surveys)
    add("surveys", size, await measureOne(browser, stand.page("askling", { surveys: size }), "askling"));
  for (const size of GROWTH_SIZES.rows) add("rows", size, await measureWithRows(browser, stand, size));
  for (const size of GROWTH_SIZES.nodes) {
    const pageOf = (contender: string) => stand.page(contender, { nodes: size });
    const empty = await measureOne(browser, pageOf(EMPTY), EMPTY);
    add("nodes", size, await measureOne(browser, pageOf("askling"), "askling"), empty);
  }
  return visits;
}

/** Milliseconds of processor time. */
interface Cost {
  before: number;
  showing: number;
}

const costOf = ({ before, showing }: { before: { work: number }; showing: { work: number } }): Cost => ({
  before: before.work,
  showing: showing.work,
});

async function measureOne(browser: Browser, url: string, contender: string): Promise<Cost> {
  return costOf(await measureColdVisit(browser, { url, contender: contenderOf(contender), rate: 1 }));
}

/** A visit by somebody on whose device so many answers wait, which the endpoint does not take. */
async function measureWithRows(browser: Browser, stand: Stand, rows: number): Promise<Cost> {
  const askling = contenderOf("askling");
  const url = stand.page(askling.id);
  const visitor = await newVisitor(browser);
  stand.takesAnswers = false;
  try {
    const page = await visitor.newPage();
    await page.goto(url);
    await page.waitForFunction(`(${askling.ready})()`);
    if (rows > 0) {
      // An answer to copy.
      await page.evaluate(
        (survey) =>
          new Promise((resolve) => {
            const { on, show } = Object(window).askling;
            on("saved", resolve);
            on("shown", () => {
              const root = document.querySelector("askling-prompt")?.shadowRoot;
              root?.querySelector<HTMLElement>('[part="score"][value="9"]')?.click();
            });
            void show(survey);
          }),
        UNTRIGGERED,
      );
      await fillDevice(page, rows - 1);
    }
    await page.close();
    return costOf(await measureVisit(browser, visitor, { url, contender: askling, rate: 1 }));
  } finally {
    stand.takesAnswers = true;
    await visitor.close();
  }
}
