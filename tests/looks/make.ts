import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { allCells, type Cell, nameOf, pairwiseCells } from "./matrix.ts";
import { openStand, putOn } from "./stand.ts";

/**
 * Makes the pictures of all looks, or of those that filters name (`width=320`, `question=nps`; several values
 * with commas; `pairwise` for the set that the tests visit), and a contact sheet for each question and display.
 *
 * @returns how many pictures there are
 */
export async function makeLooks(
  browser: Browser,
  folder: string,
  filters: readonly string[],
): Promise<number> {
  const wanted = filters.filter((one) => one.includes("=")).map((one) => one.split("="));
  const cells = (filters.includes("pairwise") ? pairwiseCells() : allCells()).filter((cell) =>
    wanted.every(([name = "", values = ""]) => values.split(",").includes(Reflect.get(cell, name))),
  );
  mkdirSync(folder, { recursive: true });
  const stand = await openStand();
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  const sheets = new Map<string, { name: string; width: string; source: string }[]>();
  for (const cell of cells) {
    await putOn(page, stand.url, cell);
    const path = join(folder, `${nameOf(cell).replace(/ /g, "_")}.png`);
    const source = `data:image/png;base64,${(await page.screenshot({ path })).toString("base64")}`;
    const sheet = sheetOf(cell);
    sheets.set(sheet, [...(sheets.get(sheet) ?? []), { name: nameOf(cell), width: cell.width, source }]);
  }
  for (const [name, tiles] of sheets) await drawSheet(page, join(folder, `sheet_${name}.png`), tiles);
  await context.close();
  await stand.close();
  return cells.length;
}

const sheetOf = ({ question, display }: Cell) => `${question}_${display}`.replace(/ /g, "_");

async function drawSheet(
  page: Page,
  path: string,
  tiles: { name: string; width: string; source: string }[],
): Promise<void> {
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
