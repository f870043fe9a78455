import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serializeExportView } from "../../../server-stub/board/exportView.ts";
import { openTestBoard, openTestBoardAs } from "../../support/boardBrowser.ts";
import type { TestCollector } from "../../support/collector.ts";
import { startBusyBank } from "../../support/smallBank.ts";

let bank: TestCollector;
beforeAll(async () => {
  bank = await startBusyBank(200);
});
afterAll(() => bank.close());

/** The export view, a record for each line. */
async function exportRows(
  search: string,
  change?: (board: Awaited<ReturnType<typeof openTestBoardAs>>["board"]) => void,
) {
  const { board, browser } = await openTestBoardAs("chief", bank, search);
  change?.(board);
  await browser.idle();
  const text = serializeExportView(board) ?? "";
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  return { rows, of: (part: string) => rows.filter((row) => row.part === part), board, text };
}

describe("the export view", () => {
  it("is nothing while no figures are shown", async () => {
    const { board } = await openTestBoard(bank);
    expect(serializeExportView(board)).toBeUndefined();
  });

  it("holds the figures that are shown, unrounded, with what they are of", async () => {
    const { of, board } = await exportRows("?filter=platform:wechat&count=people");
    const results = board.figures.results.value.value;
    expect(of("filter")).toMatchObject([{ name: "platform:wechat" }]);
    expect(of("count")).toMatchObject([{ name: "people" }]);
    expect(of("total").find(({ figure }) => figure === "responseRate")?.value).toBe(
      String(results?.responseRate),
    );
    expect(of("question").map(({ question }) => question)).toEqual(["nps", "sat"]);
    const [nps] = of("question");
    expect([nps?.value, nps?.low, nps?.n]).toEqual(
      [results?.questions.nps?.nps, results?.questions.nps?.ci95?.[0], results?.questions.nps?.n].map(String),
    );
    const points = of("distribution").filter(({ question }) => question === "nps");
    expect(points.map(({ name }) => name)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  });

  it("holds groups in the order they are shown in, those within them too", async () => {
    const { of, board } = await exportRows("?by=trait.branch,device", ({ figures }) => {
      figures.order.value = { by: "n", down: true };
    });
    const groups = of("group trait.branch,device");
    const outer = groups.filter(({ name }) => !name?.includes(" / "));
    const sizes = outer.map(({ n }) => Number(n));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
    expect(groups.length).toBeGreaterThan(outer.length);
    expect(outer.length).toBe(board.figures.results.value.value?.groups?.length);
  });

  it("holds each day's own figure and the 7-day mean", async () => {
    const { of, board } = await exportRows("");
    const days = board.figures.results.value.value?.series?.length;
    expect(of("trend day")).toHaveLength(days ?? -1);
    expect(of("trend 7-day mean")).toHaveLength(days ?? -1);
  });

  it("holds the texts that fit the search, reasons, words and cases", async () => {
    const { of, board } = await exportRows("", ({ figures }) => {
      figures.search.value = "counter";
      figures.band.value = "low";
    });
    expect(of("text").length).toBeGreaterThan(0);
    for (const { text, value } of of("text")) {
      expect(text).toContain("counter");
      expect(Number(value)).toBeLessThanOrEqual(6);
    }
    expect(of("driver")).toHaveLength(board.figures.drivers.value.value?.drivers.length ?? -1);
    expect(of("words of detractors")).toHaveLength(board.figures.words.value.value?.detractors.length ?? -1);
    expect(of("case")).toHaveLength(board.cases.list.value.value?.cases.length ?? -1);
    expect(of("case").length).toBeGreaterThan(0);
  });
});
