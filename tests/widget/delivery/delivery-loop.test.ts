// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { LEASE_KEY } from "../../../widget/loader/store/record-rows.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { aRecord, NOW } from "./records.ts";
import { aPage, reply, STORED } from "./workbench.ts";

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

/** Web Locks as browsers keep them, for pages that share a browser. */
function someLocks(): LockManager {
  let holder: { lock: Lock; lose: (error: unknown) => void } | undefined;
  const request = async (
    name: string,
    options: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    if (holder && options.ifAvailable && !options.steal) return work(null);
    holder?.lose(new DOMException("stolen", "AbortError"));
    const mine = { lock: { name, mode: "exclusive" as const }, lose: (_error: unknown) => {} };
    holder = mine;
    const stolen = new Promise((_resolve, reject) => {
      mine.lose = reject;
    });
    try {
      return await Promise.race([work(mine.lock), stolen]);
    } finally {
      if (holder === mine) holder = undefined;
    }
  };
  return { request: request as LockManager["request"], query: async () => ({}) };
}

/** Tabs of one browser that hear each other. */
function aBus() {
  const ears: ((id: string, rev: number) => void)[] = [];
  return (_name: string, heard: (id: string, rev: number) => void) => {
    ears.push(heard);
    return {
      tell(records: readonly { id: string; rev: number }[]) {
        for (const ear of ears) for (const { id, rev } of records) ear(id, rev);
      },
      close() {},
    };
  };
}

describe.each([
  ["Web Locks", someLocks],
  ["a lease", () => undefined],
])("by %s", (_what, makeLocks) => {
  it("two tabs never send at the same time", async () => {
    const store = createFallbackStore([memoryBackend()]);
    const locks = makeLocks();
    const openNotices = aBus();
    let working = 0;
    let most = 0;
    const tabs = [1, 2, 3].map(() =>
      aPage({
        store,
        openNotices,
        ...(locks ? { locks } : {}),
        async endpoint(batch, body) {
          most = Math.max(most, ++working);
          await new Promise((resolve) => setTimeout(resolve, 300));
          working--;
          return STORED(batch, body);
        },
      }),
    );
    for (const [at, { keep }] of tabs.entries()) await keep(aRecord(`record-${at}`));
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(most).toBe(1);
    const sent = tabs.flatMap(({ batches }) => batches().flat());
    expect(sent.sort()).toEqual(["record-0.1", "record-1.1", "record-2.1"]);
    expect((await store.entries()).has(LEASE_KEY)).toBe(false);
  });

  it("a tab that stands still may no longer send after half a minute at most", async () => {
    const store = createFallbackStore([memoryBackend()]);
    const locks = makeLocks();
    const frozen = aPage({ store, ...(locks ? { locks } : {}), endpoint: () => new Promise(() => {}) });
    const other = aPage({ store, ...(locks ? { locks } : {}) });
    await frozen.keep(aRecord("record-1"));
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(frozen.sent).toHaveLength(1);
    await other.keep(aRecord("record-2"));
    await vi.advanceTimersByTimeAsync(15 * SECOND);
    expect(other.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(15 * SECOND);
    expect(other.batches()).toEqual([["record-1.1", "record-2.1"]]);
    expect(await other.pending()).toEqual([]);
  });

  it("a page that is suspended lets others send at once, and its late answer still counts", async () => {
    const store = createFallbackStore([memoryBackend()]);
    const locks = makeLocks();
    let answer = (_late: ReturnType<typeof reply>) => {};
    const aside = aPage({
      store,
      ...(locks ? { locks } : {}),
      endpoint: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const other = aPage({ store, ...(locks ? { locks } : {}), endpoint: () => reply(503) });
    await aside.keep(aRecord("record-1"));
    await vi.advanceTimersByTimeAsync(SECOND);
    aside.delivery.suspend();
    await other.keep(aRecord("record-2"));
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(other.sent).not.toEqual([]);
    answer(reply(200, { results: { "record-1": { status: "stored" } } }));
    await vi.advanceTimersByTimeAsync(0);
    expect(await other.pending()).toEqual(["record-2.1"]);
  });
});

it("where locks are refused, as in a sandboxed frame, answers leave all the same", async () => {
  const page = aPage({
    locks: {
      request: () => Promise.reject(new DOMException("opaque origin", "SecurityError")),
      query: async () => ({}),
    },
  });
  await page.keep(aRecord("record-1"));
  await vi.advanceTimersByTimeAsync(SECOND);
  expect(page.batches()).toEqual([["record-1.1"]]);
});

it("a tab hears from the others what they have delivered", async () => {
  const store = createFallbackStore([memoryBackend()]);
  const openNotices = aBus();
  const mine = aPage({ store, openNotices });
  const other = aPage({ store, openNotices });
  await mine.keep(aRecord("record-1", { state: "partial" }));
  expect(mine.delivery.status("record-1")).toBe("sending");
  await other.delivery.flush();
  expect(mine.delivery.status("record-1")).toBe("delivered");
  mine.delivery.hide();
  expect([mine.sent, other.batches()]).toEqual([[], [["record-1.1"]]]);
});
