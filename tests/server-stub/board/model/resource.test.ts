import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { ApiError } from "../../../../server-stub/board/api.ts";
import { createResource, isAbsent, loadOnChange } from "../../../../server-stub/board/model/resource.ts";
import { createBriefMessage, repeat } from "../../../../server-stub/board/model/timers.ts";
import { createTestBrowser } from "../../../support/boardBrowser.ts";

/** An answer whose time is the test's. */
function pending<Value>() {
  let arrive = (_value: Value) => {};
  let fail = (_error: unknown) => {};
  const promise = new Promise<Value>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  return { promise, arrive, fail };
}

describe("a resource", () => {
  it("is empty, then busy, then there", async () => {
    const { state, load } = createResource<number>();
    expect(state.value).toEqual({ busy: false });
    const loaded = load(async () => 7);
    expect(state.value).toEqual({ busy: true });
    await loaded;
    expect(state.value).toEqual({ value: 7, busy: false });
  });

  it("keeps its value while the next is fetched, and where that fails", async () => {
    const { state, load } = createResource<number>();
    await load(async () => 7);
    const fault = new ApiError(503, "busy", "");
    const failing = load(() => Promise.reject(fault));
    expect(state.value).toEqual({ value: 7, busy: true });
    await failing;
    expect(state.value).toEqual({ value: 7, busy: false, fault });
    await load(async () => 8);
    expect(state.value).toEqual({ value: 8, busy: false });
  });

  it("forgets its value at once where the next is of something else", async () => {
    const { state, load } = createResource<number>();
    await load(async () => 7);
    const failing = load(() => Promise.reject(new ApiError(0, "offline", "")), true);
    expect(state.value).toEqual({ busy: true });
    await failing;
    expect(state.value.value).toBeUndefined();
  });

  it("calls off what is under way, and takes the last, whichever comes first", async () => {
    const { state, load } = createResource<string>();
    const [first, second, third] = [pending<string>(), pending<string>(), pending<string>()];
    const stops: AbortSignal[] = [];
    const get = (answer: { promise: Promise<string> }) => (stop: AbortSignal) => {
      stops.push(stop);
      return answer.promise;
    };
    const all = [load(get(first)), load(get(second)), load(get(third))];
    expect(stops.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    third.arrive("third");
    first.arrive("first");
    second.fail(new Error("late"));
    await Promise.all(all);
    expect(state.value).toEqual({ value: "third", busy: false });
  });

  it("that is cleared stays so, whatever arrives later", async () => {
    const { state, load, clear } = createResource<number>();
    const answer = pending<number>();
    const loaded = load(() => answer.promise);
    clear();
    answer.arrive(7);
    await loaded;
    expect(state.value).toEqual({ busy: false });
  });

  it("can be changed where something is there", async () => {
    const { state, load, change } = createResource<number>();
    change((value) => value + 1);
    expect(state.value).toEqual({ busy: false });
    await load(async () => 7);
    change((value) => value + 1);
    expect(state.value.value).toBe(8);
  });

  it("tells a failure of the code from one of the collector", async () => {
    const { state, load } = createResource<number>();
    await load(() => Promise.reject(new TypeError("x is not a function")));
    expect(state.value.fault).toMatchObject({
      code: "unreadable",
      message: "TypeError: x is not a function",
    });
  });

  it.each([
    [404, true],
    [403, true],
    [401, false],
    [503, false],
    [0, false],
  ])("whose answer was %i is absent: %s", (status, absent) => {
    expect(isAbsent({ busy: false, fault: new ApiError(status, "", "") })).toBe(absent);
    expect(isAbsent({ busy: false })).toBe(false);
  });
});

describe("what follows a view", () => {
  it("is loaded once it is shown, again when it is shown again, and for another view", () => {
    const [isOn, query, subject] = [signal(false), signal("a 1"), signal("a")];
    const loads: boolean[] = [];
    loadOnChange({ isOn, query, subject }, (isOther) => void loads.push(isOther));
    query.value = "a 2";
    expect(loads).toEqual([]);
    isOn.value = true;
    expect(loads).toEqual([true]);
    query.value = "a 3";
    isOn.value = false;
    isOn.value = true;
    expect(loads).toEqual([true, false, false]);
    subject.value = "b";
    expect(loads).toEqual([true, false, false, true]);
  });

  it("knows that the subject became another one while it was not shown", () => {
    const [isOn, query, subject] = [signal(true), signal("1"), signal("a")];
    const loads: boolean[] = [];
    loadOnChange({ isOn, query, subject }, (isOther) => void loads.push(isOther));
    isOn.value = false;
    subject.value = "b";
    isOn.value = true;
    expect(loads).toEqual([true, true]);
  });

  it("is not loaded again by what its loading reads", () => {
    const [query, other] = [signal("1"), signal(1)];
    const loads: number[] = [];
    loadOnChange({ isOn: signal(true), query }, () => void loads.push(other.value));
    other.value = 2;
    expect(loads).toEqual([1]);
  });
});

describe("a task that is repeated", () => {
  it("runs after each pause, as long as that is then", () => {
    const browser = createTestBrowser();
    let pause = 0;
    let runs = 0;
    repeat(
      browser.later,
      () => (pause += 1_000),
      () => (runs += 1),
    );
    browser.advance(999);
    expect(runs).toBe(0);
    browser.advance(1);
    expect(runs).toBe(1);
    browser.advance(1_999);
    expect(runs).toBe(1);
    browser.advance(1);
    expect(runs).toBe(2);
  });

  it("runs no more once it was ended, even by itself", () => {
    const browser = createTestBrowser();
    let runs = 0;
    const end = repeat(
      browser.later,
      () => 1_000,
      () => {
        runs += 1;
        if (runs === 2) end();
      },
    );
    browser.advance(10_000);
    expect(runs).toBe(2);
    const stop = repeat(
      browser.later,
      () => 1_000,
      () => (runs += 1),
    );
    stop();
    browser.advance(10_000);
    expect(runs).toBe(2);
  });
});

describe("a brief message", () => {
  it("goes away by itself, and stays its whole time where it took the place of another", () => {
    const browser = createTestBrowser();
    const message = createBriefMessage(browser.later, 5_000);
    message.show("one");
    browser.advance(4_000);
    message.show("two");
    browser.advance(4_999);
    expect(message.text.value).toBe("two");
    browser.advance(1);
    expect(message.text.value).toBe("");
  });
});
