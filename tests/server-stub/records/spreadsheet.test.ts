import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { BYTE_ORDER_MARK, serializeRow } from "../../../server-stub/csv.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { databaseOf } from "../../support/hosted.ts";
import { hostileTexts, isWithApostrophes } from "../../support/hostileTexts.ts";
import { DELIMITERS, formulasIn, readThrough, testsLibreOffice } from "../../support/libreOffice.ts";

const tableOf = (text: string) =>
  z.array(z.array(z.string())).parse(parse(text, { bom: true, relax_column_count: false }));

describe("an export opened in a spreadsheet", () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const meant = hostileTexts(seed, 400);
  let collector: TestCollector;
  /** Each kind of export, and the column that holds the texts. */
  const exports: Record<string, { text: string; column: string }> = {};

  beforeAll(async () => {
    collector = await startTestCollector();
    const records = meant.map((text, index) =>
      aRecord({
        shownAt: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
        answers: { score: index % 11, reason: text },
        user: { id: `u-${index}`, traits: { note: text, ...(index ? {} : { "=1+1\n=2+2;=3": "named" }) } },
        trigger: { on: "event", name: text.slice(0, 100), props: { amount: -5 } },
      }),
    );
    for (let from = 0; from < records.length; from += 50) {
      const { results } = await (await collector.post(records.slice(from, from + 50))).json();
      for (const one of Object.values(results)) expect(one).toEqual({ status: "stored" });
    }
    const people = join(collector.folder, "people.csv");
    const quoted = meant.map((text, index) => `u-${index},"${text.replaceAll('"', '""')}"\r\n`);
    writeFileSync(people, `\ufeffuser,note\r\n${quoted.join("")}`);
    const env = {
      DATABASE_URL: databaseOf(collector),
      ASKLING_CONFIG: join(collector.folder, "askling.config.json"),
    };
    const { code, stdout, stderr } = await runAskling(
      ["links", "order-nps", people, "--base", collector.url],
      { env },
    );
    expect([code, stderr]).toEqual([0, ""]);
    exports.links = { text: stdout, column: "note" };
    const csv = Buffer.from(
      await (await collector.get("/v1/surveys/order-nps/records.csv")).arrayBuffer(),
    ).toString();
    const seen = meant.map((text, index) => serializeRow([index, text, -5]));
    exports.board = {
      text: BYTE_ORDER_MARK + serializeRow(["part", "text", "value"]) + seen.join(""),
      column: "text",
    };
    exports.records = { text: csv, column: "answer.reason" };
  });
  afterAll(() => collector.close());

  it.each(["records", "links", "board"])("comes back whole from a strict parser: %s", (kind) => {
    const { text = "", column = "" } = exports[kind] ?? {};
    const [header = [], ...rows] = tableOf(text);
    const found = rows.map((row) => row[header.indexOf(column)] ?? "");
    expect(found.length).toBe(meant.length);
    for (const [index, one] of found.entries())
      expect(
        isWithApostrophes(one, meant[index] ?? ""),
        `seed ${seed}: ${JSON.stringify([one, meant[index]])}`,
      ).toBe(true);
  });

  describe.skipIf(!testsLibreOffice)("LibreOffice", () => {
    it.each(Object.entries(DELIMITERS))("finds no formula, with %s as its delimiter", (_, delimiter) => {
      const files = Object.values(exports).map(({ text }) => text);
      for (const found of formulasIn(files, delimiter)) expect(found, `seed ${seed}`).toEqual([]);
    });

    it("reads every field as it was written", () => {
      const files = Object.values(exports).map(({ text }) => text);
      const lines = (text: string) =>
        tableOf(text).map((row) => row.map((cell) => cell.replace(/[\r\n]+/g, "\n")));
      const width = Math.max(...files.map((text) => tableOf(text)[0]?.length ?? 0));
      for (const [index, read] of readThrough(files, width).entries())
        expect(lines(read), `seed ${seed}`).toEqual(lines(files[index] ?? ""));
    });
  });
});
