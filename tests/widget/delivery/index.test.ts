// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Delivery, startDelivery } from "../../../widget/delivery/index.ts";
import { createEmitter } from "../../../widget/loader/emitter.ts";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { createPageRecords } from "../../../widget/loader/store/page-records.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { Batch } from "../../../widget/record/schema.ts";
import { aRecord, NOW } from "./records.ts";
import { reply } from "./workbench.ts";

const SECOND = 1_000;
let sent: { ids: string[]; keepalive: boolean }[];
let deliveries: Delivery[];

beforeEach(() => {
  sent = [];
  deliveries = [];
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => {
  for (const delivery of deliveries) delivery.stop();
  vi.useRealTimers();
});

function start(settings = { endpoint: "https://collect.example/v1/batches" }) {
  const records = createPageRecords(() => performance.now());
  let changes = 0;
  const delivery = startDelivery({
    settings,
    name: "askling-test",
    store: createFallbackStore([memoryBackend()]),
    records,
    emitter: createEmitter(),
    allowed: () => true,
    changed: () => void changes++,
    dependencies: {
      async post(_endpoint, body, keepalive = false) {
        const batch = Batch.parse(JSON.parse(body));
        sent.push({ ids: batch.records.map(({ id }) => id), keepalive });
        return reply(503);
      },
    },
  });
  deliveries.push(delivery);
  return { delivery, records, changes: () => changes };
}

it.each([
  ["the page is left", () => window.dispatchEvent(new Event("pagehide"))],
  [
    "the page is hidden",
    () => {
      const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
      document.dispatchEvent(new Event("visibilitychange"));
      hidden.mockRestore();
    },
  ],
])("what the page has noted is sent when %s", (_what, hide) => {
  const { records } = start();
  records.note(aRecord("record-1", { state: "partial" }));
  hide();
  expect(sent).toEqual([{ ids: ["record-1"], keepalive: true }]);
});

it("what failed is tried at once when there is a connection again", async () => {
  const { delivery, records } = start();
  records.note(aRecord("record-1"));
  delivery.kept(aRecord("record-1"));
  await vi.advanceTimersByTimeAsync(SECOND);
  expect(sent).toHaveLength(1);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(SECOND / 2);
  expect(sent).toHaveLength(2);
});

it("the page is told that there is no connection any more", () => {
  const { changes } = start();
  window.dispatchEvent(new Event("offline"));
  expect(changes()).toBe(1);
});

it("nothing of the page is heard any more once delivery is stopped", () => {
  const { delivery, records, changes } = start();
  records.note(aRecord("record-1"));
  delivery.stop();
  for (const event of ["pagehide", "online", "offline"]) window.dispatchEvent(new Event(event));
  expect([sent, changes()]).toEqual([[], 0]);
});
