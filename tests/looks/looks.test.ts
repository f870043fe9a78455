import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findAxeViolations } from "../support/axe.ts";
import { newVisitor } from "../support/browser.ts";
import type { PageServer } from "../support/pages.ts";
import { layoutFaults } from "./layout.ts";
import { allCells, DIMENSIONS, nameOf, pairwiseCells } from "./matrix.ts";
import { openStand, putOn } from "./stand.ts";

const cells = pairwiseCells();
let stand: PageServer;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

test("every two values meet in the looks that are visited, and all of them in the full matrix", () => {
  const values = Object.entries(DIMENSIONS);
  for (const [one, these] of values)
    for (const [other, those] of values)
      if (one < other)
        for (const a of these)
          for (const b of those)
            expect(
              cells.some((cell) => Reflect.get(cell, one) === a && Reflect.get(cell, other) === b),
              `${one} ${a} with ${other} ${b}`,
            ).toBe(true);
  expect(new Set(allCells().map(nameOf)).size).toBe(values.reduce((all, [, { length }]) => all * length, 1));
});

describe("nothing is cut, sticks out or is too small to hit, and axe finds nothing", () => {
  test.each(DIMENSIONS.question)("%s", async (question) => {
    const { context } = await newVisitor();
    const page = await context.newPage();
    const faults: string[] = [];
    for (const cell of cells.filter((one) => one.question === question)) {
      await putOn(page, stand.url, cell);
      const found = [...(await layoutFaults(page)), ...(await findAxeViolations(page))];
      faults.push(...found.map((fault) => `${nameOf(cell)}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});
