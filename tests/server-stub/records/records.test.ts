import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

describe.each(ENGINES)("records over %s", (engine) => {
  let collector: TestCollector;
  const sent = Array.from({ length: 7 }, (_, index) =>
    aRecord({
      shownAt: `2026-02-0${index + 1}T12:00:00.000Z`,
      state: index % 2 ? "complete" : "partial",
      answers: { score: index, reason: index === 3 ? '=HYPERLINK("x"), a\nb' : "ok", sat: "na" },
      user: { id: `u-${index}`, traits: { branch: "北" } },
      trigger: { on: "event", name: "paid", props: { amount: -5 } },
    }),
  );
  beforeAll(async () => {
    collector = await startCollectorOver(engine);
    await collector.post(sent);
  });
  afterAll(() => collector.close());

  const base = "/v1/surveys/order-nps/records";
  const idsOf = (records: { id: string }[]) => records.map(({ id }) => id);

  describe("records", () => {
    it("come in pages, each once, in the order of their showing", async () => {
      const found: string[] = [];
      let cursor = "";
      for (let page = 0; page < 10; page++) {
        const { records, next } = await (await collector.get(`${base}?limit=3${cursor}`)).json();
        found.push(...idsOf(records));
        if (next === null) break;
        cursor = `&cursor=${next}`;
      }
      expect(found).toEqual(idsOf(sent));
    });

    it("are what was sent, with what the collector knows", async () => {
      const { records } = await (await collector.get(`${base}?limit=1`)).json();
      expect(records[0]).toMatchObject({
        ...sent[0],
        correctedShownAt: sent[0]?.shownAt,
        verified: false,
        identity: "unsigned",
      });
      expect(Date.parse(records[0].receivedAt)).toBeGreaterThan(Date.now() - 60_000);
    });

    it.each([
      ["from=2026-02-06&tz=UTC", 2],
      ["to=2026-02-03&tz=UTC", 2],
      ["state=complete", 3],
      ["state=complete,partial", 7],
      ["changedSince=2099-01-01", 0],
      ["changedSince=2026-01-01", 7],
    ])("are selected by %s", async (query, count) => {
      const { records } = await (await collector.get(`${base}?${query}`)).json();
      expect(records).toHaveLength(count);
      const lines = (await (await collector.get(`${base}.ndjson?${query}`)).text()).split("\n");
      expect(lines.filter(Boolean)).toHaveLength(count);
    });

    it.each([
      ["limit=0", "limit: found"],
      ["limit=1001", "limit: found"],
      ["cursor=nonsense", "cursor: found"],
      ["state=done", 'state: found "done", expected of shown'],
      ["sate=complete", 'did you mean "state"?'],
    ])("refuse %s", async (query, sentence) => {
      const response = await collector.get(`${base}?${query}`);
      expect(response.status).toBe(400);
      expect((await response.json()).detail).toContain(sentence);
    });

    it("come as NDJSON", async () => {
      const response = await collector.get(`${base}.ndjson`);
      expect(response.headers.get("content-type")).toContain("application/x-ndjson");
      const lines = (await response.text()).trimEnd().split("\n");
      expect(idsOf(lines.map((line) => JSON.parse(line)))).toEqual(idsOf(sent));
    });

    it("come as CSV with byte order mark, safe against formulas", async () => {
      const response = await collector.get(`${base}.csv`);
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const text = new TextDecoder().decode(bytes);
      const [header = "", first = ""] = text.split("\r\n");
      expect(header).toMatch(/^id,rev,survey,/);
      expect(header).toMatch(/,answer\.score,answer\.reason,answer\.sat,trait\.branch,prop\.amount$/);
      expect(first).toMatch(/,0,ok,na,北,-5$/);
      expect(text).toContain(`"'=HYPERLINK(""x""), a\nb"`);
      expect(text.endsWith("\r\n")).toBe(true);
      expect(text.split("\r\n")).toHaveLength(sent.length + 2);
    });
  });
});
