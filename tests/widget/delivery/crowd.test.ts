// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { aRecord, NOW } from "./records.ts";
import { aPage, reply, STORED } from "./workbench.ts";

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

it("a hundred clients that come back after an outage spread out, and none of them hurries", async () => {
  const outageMs = 600 * SECOND;
  let over = false;
  const arrivals: number[] = [];
  let attempts = 0;
  const clients = Array.from({ length: 100 }, () =>
    aPage({
      random: Math.random,
      endpoint(batch, body) {
        if (!over) {
          attempts++;
          return reply(503);
        }
        arrivals.push(Date.now() - NOW - outageMs);
        return STORED(batch, body);
      },
    }),
  );
  for (const { keep } of clients) await keep(aRecord("record-1"));
  await vi.advanceTimersByTimeAsync(outageMs);
  over = true;
  await vi.advanceTimersByTimeAsync(320 * SECOND);
  expect(arrivals).toHaveLength(100);
  // Ten minutes of outage cost each client about ten attempts, and the crowd needs minutes to be back.
  expect(attempts / 100).toBeLessThan(16);
  const perSecond = new Map<number, number>();
  for (const at of arrivals)
    perSecond.set(Math.floor(at / SECOND), (perSecond.get(Math.floor(at / SECOND)) ?? 0) + 1);
  expect(Math.max(...perSecond.values())).toBeLessThan(12);
}, 60_000);

it("of many tabs one probes an endpoint that has failed; the others wait for what it learns", async () => {
  const store = createFallbackStore([memoryBackend()]);
  const times: number[] = [];
  let working = 0;
  let most = 0;
  const tabs = Array.from({ length: 12 }, () =>
    aPage({
      store,
      random: () => 1,
      async endpoint() {
        times.push(Date.now() - NOW);
        most = Math.max(most, ++working);
        await new Promise((resolve) => setTimeout(resolve, 700));
        working--;
        return reply(503);
      },
    }),
  );
  for (const [at, { keep }] of tabs.entries()) await keep(aRecord(`record-${at}`));
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(most).toBe(1);
  // 2, 4, 8, 16 … seconds apart, as if there were one tab.
  expect(times.length).toBeGreaterThan(3);
  expect(times.length).toBeLessThanOrEqual(6);
});
