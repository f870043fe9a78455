// @vitest-environment happy-dom
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import type { RecordState } from "../../../widget/record/schema.ts";
import { faultyBackend, type Mood } from "../loader/store/faulty-backend.ts";
import { aRecord, NOW } from "./records.ts";
import { aPage, type Endpoint, reply, results, STORED } from "./workbench.ts";

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

/** Ways of an endpoint; `took` is told what it has made durable, whether or not the answer arrives. */
type Way = (took: Endpoint) => Endpoint;
const WAYS: Record<string, Way> = {
  fine: (took) => took,
  "no network": () => () => reply(503),
  "answer lost": (took) => async (batch, body) => {
    await took(batch, body);
    return reply(503);
  },
  busy: () => () => reply(429, "", { retryAfterMs: 40_000 }),
  "captive portal": () => () => reply(200, "<html>", { type: "text/html" }),
  "half retry": (took) => async (batch, body) => {
    const kept = batch.records.filter((_record, index) => index % 2 === 0);
    await took({ ...batch, records: kept }, body);
    return results((id) => ({ status: kept.some((one) => one.id === id) ? "stored" : "retry" }))(batch, body);
  },
  "too large": (took) => (batch, body) => (batch.records.length > 1 ? reply(413) : took(batch, body)),
  forbidden: () => () => reply(403),
  silent: () => () => reply(200, { serverTime: "", results: {} }),
};

const step = fc.oneof(
  fc.record({
    do: fc.constant("answer" as const),
    record: fc.nat(3),
    state: fc.constantFrom<RecordState>("shown", "partial", "complete"),
  }),
  fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(1, 400, 2_000, 11_000, 70_000, HOUR) }),
  fc.record({ do: fc.constant("endpoint" as const), way: fc.constantFrom(...Object.keys(WAYS)) }),
  fc.record({
    do: fc.constant("store" as const),
    mood: fc.constantFrom<Mood>("works", "rejects", "aborts", "hangs", "throws"),
  }),
  fc.record({ do: fc.constantFrom("flush" as const, "leave" as const, "reload" as const) }),
);

it("loses no answer and repeats none that was acknowledged, whatever fails in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: "max" }), async (steps) => {
      vi.setSystemTime(NOW);
      vi.clearAllTimers();
      const top = faultyBackend();
      const store = createFallbackStore([top, faultyBackend()]);
      const taken = new Map<string, number>();
      const acknowledged = new Set<string>();
      const repeated: string[] = [];
      const took: Endpoint = (batch, body) => {
        for (const { id, rev } of batch.records) taken.set(id, Math.max(rev, taken.get(id) ?? 0));
        return STORED(batch, body);
      };
      let way: Way = (one) => one;
      const open = () => {
        const page = aPage({
          store,
          random: () => 0.5,
          async endpoint(batch, body) {
            for (const { id, rev } of batch.records)
              if (acknowledged.has(`${id}.${rev}`)) repeated.push(`${id}.${rev}`);
            const answer = await way(took)(batch, body);
            // Meanwhile the respondent goes on, the page goes, the next one comes.
            await new Promise((resolve) => setTimeout(resolve, 700));
            return answer;
          },
        });
        return page;
      };
      let page = open();
      const note = () => {
        for (const detail of page.heard("delivered")) {
          const { record } = detail as { record: { id: string; rev: number } };
          acknowledged.add(`${record.id}.${record.rev}`);
        }
      };
      const newest = new Map<string, number>();
      for (const one of steps) {
        if (one.do === "answer") {
          const id = `record-${one.record}`;
          const rev = (newest.get(id) ?? 0) + 1;
          newest.set(id, rev);
          const saving = page.keep(aRecord(id, { rev, state: one.state }));
          if (top.mood !== "works") await page.pass(2_500);
          await saving;
        } else if (one.do === "pass") await page.pass(one.ms);
        else if (one.do === "endpoint") way = WAYS[one.way] ?? way;
        else if (one.do === "store") top.mood = one.mood;
        else if (one.do === "leave") page.delivery.hide();
        else if (one.do === "flush") {
          const flushing = page.delivery.flush();
          await page.pass(10_000);
          await flushing;
        } else {
          page.delivery.stop();
          page = open();
          void page.delivery.resume();
        }
        note();
      }
      // In the end all is well again, and the next page comes.
      top.mood = "works";
      way = (one) => one;
      await page.pass(3 * HOUR);
      note();
      page.delivery.stop();
      page = open();
      void page.delivery.resume();
      await page.pass(3 * HOUR);
      note();
      expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(newest));
      expect(await page.pending()).toEqual([]);
      expect(await page.quarantined()).toEqual([]);
      // A store that fails may bring back what was forgotten; the collector makes that harmless.
      if (!steps.some((one) => one.do === "store")) expect(repeated).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
