import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { createVisitor, ownerOf } from "../../../widget/loader/visitor.ts";
import { faultyBackend } from "./store/faulty-backend.ts";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 22);

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

const aStore = () => createFallbackStore([memoryBackend()]);

/** Another page of the same device. */
async function aPage(store = aStore()) {
  const visitor = createVisitor(store);
  await visitor.load();
  return visitor;
}

const remember = (visitor: Awaited<ReturnType<typeof aPage>>) =>
  visitor.change((row) => {
    row.prompts++;
    row.promptedAt = Date.now();
  });

describe("a visitor's memory", () => {
  it("is not written before there is something to remember", async () => {
    const store = aStore();
    const visitor = await aPage(store);
    visitor.touch();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    visitor.touch();
    expect(await store.entries()).toEqual(new Map());
    expect(visitor.row()).toMatchObject({ visits: 1, prompts: 0, promptedAt: 0, histories: {} });
  });

  it("is known to the next page", async () => {
    const store = aStore();
    await remember(await aPage(store));
    expect((await aPage(store)).row()).toMatchObject({ prompts: 1, promptedAt: NOW });
  });

  it("takes over what another tab has written before it changes anything", async () => {
    const store = aStore();
    const [one, other] = [await aPage(store), await aPage(store)];
    await remember(one);
    await remember(other);
    await remember(one);
    expect(one.row().prompts).toBe(3);
    await other.load();
    expect(other.row().prompts).toBe(3);
  });

  it("counts every change made at the same time", async () => {
    const visitor = await aPage();
    await Promise.all(Array.from({ length: 20 }, () => remember(visitor)));
    expect(visitor.row().prompts).toBe(20);
  });

  it("makes each change once, though the best store fails while it is written", async () => {
    const top = faultyBackend();
    const visitor = await aPage(createFallbackStore([top, faultyBackend(), memoryBackend()]));
    await remember(visitor);
    top.mood = "aborts";
    await remember(visitor);
    expect(visitor.row().prompts).toBe(2);
  });

  it("is made anew where somebody has broken it", async () => {
    const store = aStore();
    await store.change("v", () => ({ rev: 7 }));
    const visitor = await aPage(store);
    await remember(visitor);
    expect(visitor.row()).toMatchObject({ prompts: 1, histories: {} });
  });

  it("knows users by a hash: nobody's id is kept in the clear", () => {
    expect(ownerOf(undefined)).toBe("");
    expect(ownerOf("u-7")).toMatch(/^u\d+$/);
    expect(ownerOf("u-7")).toBe(ownerOf("u-7"));
    expect(ownerOf("u-7")).not.toBe(ownerOf("u-8"));
    expect(ownerOf("")).not.toBe(ownerOf(undefined));
  });
});

describe("a visit", () => {
  it.each([
    [30 * MINUTE - 1, 1, 1],
    [30 * MINUTE, 2, 0],
    [24 * 60 * MINUTE, 2, 0],
  ])("after %d ms without activity is visit %d with %d prompts so far", async (pause, visits, prompts) => {
    const store = aStore();
    await remember(await aPage(store));
    await vi.advanceTimersByTimeAsync(pause);
    expect((await aPage(store)).row()).toMatchObject({ visits, prompts });
  });

  it("goes on as long as there is activity in any tab", async () => {
    const store = aStore();
    const visitor = await aPage(store);
    const other = await aPage(store);
    await remember(visitor);
    await other.load();
    for (let minutes = 0; minutes < 120; minutes += 20) {
      await vi.advanceTimersByTimeAsync(20 * MINUTE);
      other.touch();
    }
    await visitor.load();
    expect(visitor.row()).toMatchObject({ visits: 1, prompts: 1 });
  });

  it("ends on an open page too", async () => {
    const visitor = await aPage();
    await remember(visitor);
    await vi.advanceTimersByTimeAsync(31 * MINUTE);
    visitor.touch();
    expect(visitor.row()).toMatchObject({ visits: 2, prompts: 0 });
  });

  it("does not last for ever when the clock was set back", async () => {
    const store = aStore();
    await remember(await aPage(store));
    vi.setSystemTime(NOW - 24 * 60 * MINUTE);
    expect((await aPage(store)).row()).toMatchObject({ visits: 2, prompts: 0 });
  });
});

describe("a visitor's id", () => {
  it("is made when first asked for, and stays", async () => {
    const store = aStore();
    const visitor = await aPage(store);
    const id = visitor.id();
    expect(visitor.id()).toBe(id);
    await remember(visitor);
    expect((await aPage(store)).id()).toBe(id);
  });

  it("is the one that another tab has made meanwhile", async () => {
    const store = aStore();
    const [one, other] = [await aPage(store), await aPage(store)];
    const id = one.id();
    await vi.advanceTimersByTimeAsync(1);
    await other.load();
    expect(other.id()).toBe(id);
  });
});

describe("a log-out", () => {
  it("makes another visitor, without the old history; the cooldown stays, and so do users' histories", async () => {
    const visitor = await aPage();
    const id = visitor.id();
    await visitor.change((row) => {
      row.prompts = 1;
      row.promptedAt = NOW;
      row.firstAt = NOW;
      row.histories[""] = { s: { shown: 1, answeredAt: NOW } };
      row.histories[ownerOf("u-7")] = { s: { shown: 1, answeredAt: NOW } };
    });
    await visitor.reset(undefined);
    expect(visitor.id()).not.toBe(id);
    expect(visitor.row()).toMatchObject({ promptedAt: NOW, prompts: 0, visits: 1 });
    expect(visitor.row()).not.toHaveProperty("firstAt");
    expect(visitor.row().histories).toEqual({
      "": {},
      [ownerOf("u-7")]: { s: { shown: 1, answeredAt: NOW } },
    });
  });
});
