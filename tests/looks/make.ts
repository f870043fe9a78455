import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { layoutFaults } from "./layout.ts";
import { allCells, type Cell, nameOf, pairwiseCells } from "./matrix.ts";
import { openStand, putOn } from "./stand.ts";

/** How many windows work at a time. */
const AT_ONCE = 4;

/** What came of the pictures. */
export interface Made {
  pictures: number;
  /** What is wrong with the layout, in words, each with its look. */
  faults: string[];
}

/**
 * Makes the pictures of all looks, or of those that filters name (`width=320`, `question=nps`; several values
 * with commas; `pairwise` for the set that the tests visit), and a contact sheet for each question, display and
 * language.
 *
 * @param told - hears of each sheet that is done
 */
export async function makeLooks(
  browser: Browser,
  folder: string,
  filters: readonly string[],
  told: (sheet: string) => void,
): Promise<Made> {
  const wanted = filters.filter((one) => one.includes("=")).map((one) => one.split("="));
  const cells = (filters.includes("pairwise") ? pairwiseCells() : allCells())
    .filter((cell) =>
      wanted.every(([name = "", values = ""]) => values.split(",").includes(Reflect.get(cell, name))),
    )
    // Light and dark of one look follow each other: it stays on the page for both.
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  mkdirSync(folder, { recursive: true });
  const stand = await openStand();
  const faults: string[] = [];
  const sheets = [...new Set(cells.map(sheetOf))];

  async function makeSheets(): Promise<void> {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await context.newPage();
    for (let name = sheets.shift(); name; name = sheets.shift()) {
      const tiles: Tile[] = [];
      let before: Cell | undefined;
      for (const cell of cells.filter((one) => sheetOf(one) === name)) {
        await putOn(page, stand.url, cell, before);
        before = cell;
        faults.push(...(await layoutFaults(page)).map((fault) => `${nameOf(cell)}: ${fault}`));
        const picture = await page.screenshot({
          path: join(folder, `${nameOf(cell).replace(/ /g, "_")}.png`),
        });
        const source = `data:image/png;base64,${picture.toString("base64")}`;
        tiles.push({ name: nameOf(cell), width: cell.width, source });
      }
      await drawSheet(page, join(folder, `sheet_${name}.png`), tiles);
      told(name);
    }
    await context.close();
  }

  // A prompt mostly waits: for its pieces, its store, and the end of its animations.
  await Promise.all(Array.from({ length: AT_ONCE }, makeSheets));
  await stand.close();
  return { pictures: cells.length, faults };
}

const orderOf = ({ scheme, ...cell }: Cell) => [...Object.values(cell), scheme].join();

const sheetOf = ({ question, display, language }: Cell) =>
  `${question}_${display}_${language}`.replace(/ /g, "_");

interface Tile {
  name: string;
  width: string;
  source: string;
}

async function drawSheet(page: Page, path: string, tiles: readonly Tile[]): Promise<void> {
  const figures = tiles.map(
    ({ name, width, source }) =>
      `<figure style="margin:0"><figcaption>${name}</figcaption><img width="${Number(width) / 2}" src="${source}"></figure>`,
  );
  await page.setViewportSize({ width: 1640, height: 200 });
  await page.setContent(
    `<body style="margin:8px;font:11px sans-serif;display:flex;flex-wrap:wrap;gap:8px;background:#999">${figures.join("")}`,
  );
  await page.screenshot({ path, fullPage: true });
}
