import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import type { StorageBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A backend of ten rows that takes so long for each step, one after the other; `stopsAfter` that many it hangs. */
function slowBackend(stepMs: number, stopsAfter = Number.POSITIVE_INFINITY) {
  const memory = memoryBackend();
  let steps = 0;
  let line = Promise.resolve();
  const step = () => {
    line = line.then(
      () =>
        new Promise((resolve) => {
          if (steps >= stopsAfter) return;
          setTimeout(() => {
            steps++;
            resolve();
          }, stepMs);
        }),
    );
    return line;
  };
  const backend: StorageBackend = {
    ...memory,
    durable: true,
    progress: () => steps,
    async entries() {
      for (let piece = 0; piece < 10; piece++) await step();
      return memory.entries();
    },
    async change(...values) {
      await step();
      return memory.change(...values);
    },
  };
  return { backend, memory };
}

async function filled(stepMs: number, stopsAfter?: number) {
  const { backend, memory } = slowBackend(stepMs, stopsAfter);
  for (let at = 0; at < 10; at++) await memory.change(`r:${at}`, () => ({ rev: 1 }));
  const below = memoryBackend();
  return { store: createFallbackStore([backend, below]), memory, below };
}

describe("a backend that is slow", () => {
  it("is waited for as long as something comes of it", async () => {
    const { store } = await filled(1_900);
    const entries = store.entries();
    await vi.advanceTimersByTimeAsync(19_000);
    expect((await entries).size).toBe(10);
    expect(store.resting()).toBe(false);
  });

  it("is waited for by a change that stands in line behind what it is doing", async () => {
    const { store, memory, below } = await filled(1_500);
    const all = [store.entries(), store.change("r:new", () => ({ rev: 1 })), store.entries()];
    await vi.advanceTimersByTimeAsync(40_000);
    await Promise.all(all);
    expect((await memory.entries()).map(([key]) => key)).toContain("r:new");
    expect(await below.entries()).toEqual([]);
    expect(store.resting()).toBe(false);
  });

  it("hangs once nothing has come of it for 2 s, whatever is asked of it anew", async () => {
    const { store, memory, below } = await filled(1_000, 3);
    const done: string[] = [];
    void store.entries().then(() => done.push("entries"));
    for (let at = 0; at < 7; at++) {
      await vi.advanceTimersByTimeAsync(900);
      void store.change(`r:${at}`, () => ({ rev: 2 })).then(() => done.push("change"));
    }
    expect(done).toContain("entries");
    expect(store.resting()).toBe(true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(done).toHaveLength(8);
    const kept = [...(await memory.entries()), ...(await below.entries())].filter(([, { rev }]) => rev === 2);
    expect(kept).toHaveLength(7);
  });
});
