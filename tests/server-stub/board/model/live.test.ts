import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { createLive, type LiveHandlers } from "../../../../server-stub/board/model/live.ts";
import { createTestBrowser } from "../../../support/boardBrowser.ts";

const FIRST_POLL_MS = 2_000;
const MAX_POLL_INTERVAL_MS = 60_000;

/** Follows a site's stream, and notes what is told of it. */
function follow(key = "pk_bank") {
  const browser = createTestBrowser();
  const told: string[] = [];
  const note = (name: keyof LiveHandlers) => () => void told.push(name);
  const site = signal(key);
  const address = (path: string, parameters = {}) =>
    `https://ask.example/${path}?${new URLSearchParams(parameters)}`;
  const handlers = {
    opened: note("opened"),
    missed: note("missed"),
    record: note("record"),
    case: note("case"),
  };
  const live = createLive({ address }, browser, site, handlers);
  return { browser, told, site, live, stream: () => browser.streams[browser.streams.length - 1] };
}

/** How long after one another something was told, over some hours. */
function pauses({ browser, told }: ReturnType<typeof follow>, name: string, count: number): number[] {
  const found: number[] = [];
  for (let passed = 0; found.length < count; passed += 500) {
    const before = told.filter((one) => one === name).length;
    browser.advance(500);
    if (told.filter((one) => one === name).length === before) continue;
    found.push(passed + 500);
    passed = -500;
  }
  return found;
}

describe("a stream", () => {
  it("is that of the site, and is told of once it has begun", () => {
    const { browser, told, live, stream } = follow();
    expect(browser.streams.map(({ url }) => url.href)).toEqual(["https://ask.example/v1/stream?key=pk_bank"]);
    expect([live.value, told]).toEqual(["connecting", []]);
    stream()?.opened();
    expect([live.value, told]).toEqual(["live", ["opened"]]);
  });

  it("is not opened without a site", () => {
    const { browser, live } = follow("");
    expect([browser.streams, live.value]).toEqual([[], "connecting"]);
  });

  it("gives its place to that of another site, and is closed where there is none any more", () => {
    const { browser, site, live, stream } = follow();
    stream()?.opened();
    site.value = "pk_shop";
    expect(live.value).toBe("connecting");
    expect(browser.streams.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(stream()?.url.searchParams.get("key")).toBe("pk_shop");
    site.value = "";
    expect(stream()?.isClosed).toBe(true);
  });

  it("tells of records", () => {
    const { told, stream } = follow();
    stream()?.event("record", "{}");
    expect(told).toEqual(["record"]);
  });

  it.each(["", "{", "null", '{"id":"case-1"}'])("says nothing of a case that reads %j", (data) => {
    const { told, stream } = follow();
    stream()?.event("case", data);
    expect(told).toEqual([]);
  });

  it("that opens at once is not polled", () => {
    const { browser, told, stream } = follow();
    stream()?.opened();
    browser.advance(10 * MAX_POLL_INTERVAL_MS);
    expect(told).toEqual(["opened"]);
  });
});

describe("while a stream is lost", () => {
  it("the board polls, more and more slowly, down to once a minute", () => {
    const followed = follow();
    followed.stream()?.lost(false);
    expect(followed.live.value).toBe("lost");
    expect(pauses(followed, "missed", 7)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("one poll runs, however often the browser fails to get the stream back", () => {
    const followed = follow();
    for (let attempt = 0; attempt < 5; attempt++) followed.stream()?.lost(false);
    followed.browser.advance(FIRST_POLL_MS);
    expect(followed.told).toEqual(["missed"]);
    followed.stream()?.lost(false);
    followed.browser.advance(2 * FIRST_POLL_MS - 1);
    expect(followed.told).toEqual(["missed"]);
  });

  it("it is left to the browser to open it again, where the browser does", () => {
    const { browser, stream } = follow();
    stream()?.lost(false);
    browser.advance(10 * MAX_POLL_INTERVAL_MS);
    expect(browser.streams).toHaveLength(1);
  });

  it("it is opened again with each poll, where the browser has given up", () => {
    const { browser, told, stream, live } = follow();
    stream()?.lost(true);
    browser.advance(FIRST_POLL_MS);
    expect([browser.streams.length, told]).toEqual([2, ["missed"]]);
    stream()?.lost(true);
    browser.advance(2 * FIRST_POLL_MS);
    expect(browser.streams).toHaveLength(3);
    stream()?.opened();
    expect(live.value).toBe("live");
  });

  it("what was missed is fetched once it is back, and the polling ends", () => {
    const { browser, told, stream } = follow();
    stream()?.opened();
    stream()?.lost(false);
    stream()?.opened();
    expect(told).toEqual(["opened", "missed"]);
    browser.advance(10 * MAX_POLL_INTERVAL_MS);
    expect(told).toEqual(["opened", "missed"]);
  });

  it("for the second time, the polling begins quickly again", () => {
    const followed = follow();
    followed.stream()?.lost(false);
    followed.browser.advance(5 * MAX_POLL_INTERVAL_MS);
    followed.stream()?.opened();
    followed.stream()?.lost(false);
    expect(pauses(followed, "missed", 2)).toEqual([2_000, 4_000]);
  });

  it("and another site is chosen, nothing polls for the site before", () => {
    const { browser, told, site, stream } = follow();
    stream()?.lost(true);
    site.value = "pk_shop";
    browser.advance(10 * MAX_POLL_INTERVAL_MS);
    expect(told).toEqual([]);
    expect(browser.streams).toHaveLength(2);
  });
});
