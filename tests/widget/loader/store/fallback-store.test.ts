import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { faultyBackend, type Mood } from "./faulty-backend.ts";

const HANGING_MS = 2_000;
const REST_MS = 15_000;
const FAULTS: Mood[] = ["throws", "rejects", "aborts", "hangs", "stalls"];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets a call run to its end, hanging backends included. */
async function settle<Value>(call: Promise<Value>): Promise<Value> {
  await vi.advanceTimersByTimeAsync(HANGING_MS * 3);
  return call;
}

function threeBackends() {
  const top = faultyBackend();
  const middle = faultyBackend();
  const bottom = faultyBackend(false);
  const store = createFallbackStore([top, middle, bottom]);
  const put = (key: string, rev: number) => settle(store.change(key, () => ({ rev })));
  const kept = async () => Object.fromEntries(await settle(store.entries()));
  const where = async () => [await top.rows(), await middle.rows(), await bottom.rows()];
  return { top, middle, bottom, store, put, kept, where };
}

describe("the fallback store", () => {
  it("keeps rows on its best backend, and nowhere else", async () => {
    const { put, kept, where } = threeBackends();
    await put("a", 1);
    expect(await where()).toEqual([{ a: { rev: 1 } }, {}, {}]);
    expect(await kept()).toEqual({ a: { rev: 1 } });
  });

  it.each(FAULTS)("falls to the next backend when one %s", async (mood) => {
    const { top, put, kept, where } = threeBackends();
    top.mood = mood;
    await put("a", 1);
    expect(await where()).toEqual([{}, { a: { rev: 1 } }, {}]);
    expect(await kept()).toEqual({ a: { rev: 1 } });
  });

  it.each(FAULTS)("falls to memory when every other backend %s", async (mood) => {
    const { top, middle, put, kept, where } = threeBackends();
    top.mood = mood;
    middle.mood = mood;
    await put("a", 1);
    expect(await where()).toEqual([{}, {}, { a: { rev: 1 } }]);
    expect(await kept()).toEqual({ a: { rev: 1 } });
  });

  it.each(FAULTS)("leaves a backend that %s alone for a while, then tries it again", async (mood) => {
    const { top, put, where } = threeBackends();
    top.mood = mood;
    await put("a", 1);
    const calls = top.calls;
    await put("b", 1);
    expect(top.calls).toBe(calls);
    top.mood = "works";
    await vi.advanceTimersByTimeAsync(REST_MS);
    await put("c", 1);
    expect((await where())[0]).toEqual({ c: { rev: 1 } });
  });

  it("waits no longer than 2 s for a backend that hangs", async () => {
    const { top, store, middle } = threeBackends();
    top.mood = "hangs";
    let done = false;
    void store
      .change("a", () => ({ rev: 1 }))
      .then(() => {
        done = true;
      });
    await vi.advanceTimersByTimeAsync(HANGING_MS - 1);
    expect({ done, calls: middle.calls }).toEqual({ done: false, calls: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toBe(true);
  });

  it("finds what lies on a lower backend once the better one is back, and moves it up at the next change", async () => {
    const { top, put, kept, where } = threeBackends();
    await put("old", 1);
    top.mood = "rejects";
    await put("a", 2);
    top.mood = "works";
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(await kept()).toEqual({ old: { rev: 1 }, a: { rev: 2 } });
    await put("a", 3);
    expect(await where()).toEqual([{ old: { rev: 1 }, a: { rev: 3 } }, {}, {}]);
  });

  it("takes of two rows with one key the newer, wherever it lies", async () => {
    const { top, middle, bottom, kept } = threeBackends();
    await top.lay("a", { rev: 2 });
    await middle.lay("a", { rev: 3 });
    await bottom.lay("a", { rev: 1 });
    await top.lay("b", { rev: 5 });
    await middle.lay("b", { rev: 4 });
    expect(await kept()).toEqual({ a: { rev: 3 }, b: { rev: 5 } });
  });

  it("removes a row from every backend", async () => {
    const { top, middle, bottom, store, where } = threeBackends();
    for (const backend of [top, middle, bottom]) await backend.lay("a", { rev: 1 });
    await settle(store.change("a", () => undefined));
    expect(await where()).toEqual([{}, {}, {}]);
  });

  it("removes everything at once, from backends that rest too", async () => {
    const { top, middle, bottom, store, put, where } = threeBackends();
    for (const backend of [top, middle, bottom]) await backend.lay("a", { rev: 1 });
    top.mood = "rejects";
    await put("b", 1);
    top.mood = "works";
    await settle(store.clear());
    expect(await where()).toEqual([{}, {}, {}]);
  });

  it("does not undo what it has written elsewhere when a backend that hung goes on late", async () => {
    const { top, store, put, kept, where } = threeBackends();
    await put("a", 1);
    top.mood = "stalls";
    await settle(store.change("a", () => ({ rev: 2 })));
    top.goOn();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(await kept()).toEqual({ a: { rev: 2 } });
    // The older revision outlives the page where the newer one may not.
    expect((await where())[0]).toEqual({ a: { rev: 1 } });
  });

  it("asks each backend that is tried for its own row", async () => {
    const { top, middle, store } = threeBackends();
    await top.lay("a", { rev: 7 });
    await middle.lay("a", { rev: 5 });
    top.mood = "aborts";
    const seen: unknown[] = [];
    await settle(
      store.change("a", (row) => {
        seen.push(row);
        return { rev: 8 };
      }),
    );
    expect(seen).toEqual([{ rev: 7 }, { rev: 5 }]);
  });

  it.each(["null", "1", '"text"', "{}", "[]"])(
    "reads past %s that another script has written",
    async (broken) => {
      const backend = memoryBackend();
      const store = createFallbackStore([
        { ...backend, entries: async () => [["broken", JSON.parse(broken)], ...(await backend.entries())] },
      ]);
      await store.change("a", () => ({ rev: 1 }));
      expect((await store.entries()).get("a")).toEqual({ rev: 1 });
    },
  );

  it("outlives the page while a backend works that does", async () => {
    const { top, middle, store, put } = threeBackends();
    expect(store.durable()).toBe(true);
    top.mood = "throws";
    await put("a", 1);
    expect(store.durable()).toBe(true);
    middle.mood = "hangs";
    await put("a", 2);
    expect(store.durable()).toBe(false);
    expect(createFallbackStore([memoryBackend()]).durable()).toBe(false);
  });

  it("closes every backend", () => {
    const { top, middle, bottom, store } = threeBackends();
    store.close();
    expect([top.closed, middle.closed, bottom.closed]).toEqual([true, true, true]);
  });
});
