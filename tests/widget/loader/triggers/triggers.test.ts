// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createReports } from "../../../../widget/loader/moments.ts";
import { arm } from "../../../../widget/loader/triggers/arm.ts";
import type { Trigger } from "../../../../widget/manifest/schema.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = "";
});

const SECOND = 1_000;
const DAY = 86_400_000;

/** A trigger that is armed on a page. */
function armed(trigger: Trigger) {
  const fired: unknown[] = [];
  const reports = createReports();
  reports.begin();
  const disarm = arm(trigger, (props) => fired.push(props), reports);
  return { fired, disarm, track: reports.track, pass: (ms: number) => vi.advanceTimersByTime(ms) };
}

describe("the load trigger", () => {
  it("fires after its time, once", () => {
    const { fired, pass } = armed({ on: "load", after: "5s" });
    pass(5 * SECOND - 1);
    expect(fired).toHaveLength(0);
    pass(1);
    expect(fired).toHaveLength(1);
    pass(DAY);
    expect(fired).toHaveLength(1);
  });

  it("fires at once without a time", () => {
    const { fired, pass } = armed({ on: "load" });
    pass(0);
    expect(fired).toHaveLength(1);
  });

  it("does not fire once it is disarmed", () => {
    const { fired, pass, disarm } = armed({ on: "load", after: "5s" });
    disarm();
    pass(DAY);
    expect(fired).toEqual([]);
  });

  it("does not take a very long time for none, as timers do", () => {
    const { fired, pass } = armed({ on: "load", after: "60d" });
    pass(DAY);
    expect(fired).toEqual([]);
  });
});

describe("the event trigger", () => {
  it("fires with what the page reported", () => {
    const { fired, track, pass } = armed({ on: "event", name: "order_paid" });
    track("order_paid", { amount: 80 });
    pass(0);
    expect(fired).toEqual([{ amount: 80 }]);
  });

  it("does not fire for another event", () => {
    const { fired, track, pass } = armed({ on: "event", name: "order_paid" });
    track("order_payed", {});
    pass(DAY);
    expect(fired).toEqual([]);
  });

  it.each([
    [{ amount: 80, plan: "pro" }, 1],
    [{ amount: 49, plan: "pro" }, 0],
    [{ amount: 80, plan: "free" }, 0],
    [{ amount: 80 }, 0],
    [{}, 0],
  ])("fires for %j, where every test of a prop must hold, %d times", (props, times) => {
    const { fired, track, pass } = armed({
      on: "event",
      name: "order_paid",
      where: { amount: { gte: 50 }, plan: ["pro", "vip"] },
    });
    track("order_paid", props);
    pass(0);
    expect(fired).toHaveLength(times);
  });

  it("waits its time after the event, counted from the last", () => {
    const { fired, track, pass } = armed({ on: "event", name: "order_paid", after: "2h" });
    track("order_paid", { amount: 1 });
    pass(3_600 * SECOND);
    track("order_paid", { amount: 2 });
    pass(7_200 * SECOND - 1);
    expect(fired).toEqual([]);
    pass(1);
    expect(fired).toEqual([{ amount: 2 }]);
  });

  it("does not take a very long time for none, as timers do", () => {
    const { fired, track, pass } = armed({ on: "event", name: "order_paid", after: "30d" });
    track("order_paid", {});
    pass(DAY);
    expect(fired).toEqual([]);
  });

  it("is called off by certain events in the meantime", () => {
    const { fired, track, pass } = armed({
      on: "event",
      name: "order_paid",
      after: "1m",
      unless: ["order_cancelled", "support_opened"],
    });
    track("order_paid", {});
    track("something_else", {});
    track("support_opened", {});
    pass(DAY);
    expect(fired).toEqual([]);
    track("order_paid", { again: true });
    pass(60 * SECOND);
    expect(fired).toEqual([{ again: true }]);
  });

  it("does not fire once it is disarmed, be the event before or after that", () => {
    const { fired, track, pass, disarm } = armed({ on: "event", name: "order_paid", after: "1s" });
    track("order_paid", {});
    disarm();
    track("order_paid", {});
    pass(DAY);
    expect(fired).toEqual([]);
  });
});

describe("the click trigger", () => {
  it("fires at a click on what its selector finds, or on what lies within", () => {
    document.body.innerHTML = '<button class="buy"><b>Buy</b></button><button class="no">No</button>';
    const { fired } = armed({ on: "click", selector: ".buy" });
    document.querySelector("b")?.click();
    document.querySelector<HTMLElement>(".buy")?.click();
    document.querySelector<HTMLElement>(".no")?.click();
    expect(fired).toHaveLength(2);
  });

  it("fires for nodes that were added later, and though the page stops the click", () => {
    const { fired } = armed({ on: "click", selector: "#later" });
    document.body.innerHTML = '<button id="later">Later</button>';
    const button = document.querySelector<HTMLElement>("#later");
    button?.addEventListener("click", (event) => event.stopPropagation());
    button?.click();
    expect(fired).toHaveLength(1);
  });

  it("does not fire once it is disarmed", () => {
    document.body.innerHTML = '<button id="buy">Buy</button>';
    const { fired, disarm } = armed({ on: "click", selector: "#buy" });
    disarm();
    document.querySelector<HTMLElement>("#buy")?.click();
    expect(fired).toEqual([]);
  });
});

describe("a trigger of another kind", () => {
  it.each<Trigger>([{ on: "exit" }, { on: "scroll", percent: 50 }, { on: "page", count: 2 }])(
    "%j is armed and disarmed without harm",
    (trigger) => {
      const { fired, disarm } = armed(trigger);
      disarm();
      expect(fired).toEqual([]);
    },
  );
});

describe("what the page reports", () => {
  it("before anybody can listen is played later, in order", () => {
    const { track, onTrack, begin } = createReports();
    const heard: unknown[] = [];
    track("first", { a: 1 });
    track("second", {});
    onTrack((name, props) => heard.push([name, props]));
    expect(heard).toEqual([]);
    begin();
    track("third", {});
    expect(heard).toEqual([
      ["first", { a: 1 }],
      ["second", {}],
      ["third", {}],
    ]);
  });

  it("is kept up to 100 reports", () => {
    const { track, onTrack, begin } = createReports();
    let heard = 0;
    onTrack(() => heard++);
    for (let count = 0; count < 150; count++) track("event", {});
    begin();
    expect(heard).toBe(100);
  });

  it("is no longer told to who has stopped listening", () => {
    const { track, onTrack, begin } = createReports();
    let heard = 0;
    begin();
    const stop = onTrack(() => heard++);
    track("event", {});
    stop();
    track("event", {});
    expect(heard).toBe(1);
  });
});
