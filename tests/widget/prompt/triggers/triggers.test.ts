// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Trigger } from "../../../../widget/manifest/schema.ts";
import { type ArmedPage, aDevice, openPage, surveyWith } from "./armedPage.ts";

let pages: ArmedPage[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const page of pages) page.leave();
  pages = [];
  vi.useRealTimers();
  document.body.innerHTML = "";
});

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

async function open(...values: Parameters<typeof openPage>): Promise<ArmedPage> {
  const page = await openPage(...values);
  pages.push(page);
  return page;
}
const armed = (trigger: Trigger) => open([trigger]);
const propsOf = ({ fired }: ArmedPage) => fired.map(({ cause }) => cause.props);

describe("the load trigger", () => {
  it("fires after its time, once", async () => {
    const { fired, pass } = await armed({ on: "load", after: "5s" });
    await pass(5 * SECOND - 1);
    expect(fired).toHaveLength(0);
    await pass(1);
    expect(fired).toEqual([{ survey: "s0", cause: { on: "load" } }]);
    await pass(DAY);
    expect(fired).toHaveLength(1);
  });

  it("fires at once without a time", async () => {
    expect((await armed({ on: "load" })).fired).toHaveLength(1);
  });

  it("does not fire once it is disarmed", async () => {
    const { fired, pass, leave } = await armed({ on: "load", after: "5s" });
    leave();
    await pass(DAY);
    expect(fired).toEqual([]);
  });

  it("begins anew on another page", async () => {
    const { fired, pass, refresh } = await armed({ on: "load", after: "5s" });
    await pass(4 * SECOND);
    refresh(true);
    await pass(4 * SECOND);
    expect(fired).toEqual([]);
    await pass(SECOND);
    expect(fired).toHaveLength(1);
  });

  it("goes on in another place of the same page, unless its survey no longer fits there", async () => {
    const { fired, pass, refresh, unlikely } = await open([
      { on: "load", after: "5s" },
      { on: "load", after: "5s" },
    ]);
    await pass(4 * SECOND);
    unlikely.add("s1");
    refresh(false);
    await pass(SECOND);
    expect(fired.map(({ survey }) => survey)).toEqual(["s0"]);
    unlikely.clear();
    refresh(false);
    await pass(5 * SECOND);
    expect(fired.map(({ survey }) => survey)).toEqual(["s0", "s1"]);
  });

  it("does not take a very long time for none, as timers do", async () => {
    const { fired, pass } = await armed({ on: "load", after: "60d" });
    await pass(DAY);
    expect(fired).toEqual([]);
  });
});

describe("the event trigger", () => {
  it("fires with what the page reported", async () => {
    const page = await armed({ on: "event", name: "order_paid" });
    page.track("order_paid", { amount: 80 });
    await page.pass(0);
    expect(page.fired).toEqual([
      { survey: "s0", cause: { on: "event", name: "order_paid", props: { amount: 80 } } },
    ]);
  });

  it("does not fire for another event", async () => {
    const page = await armed({ on: "event", name: "order_paid" });
    page.track("order_payed", {});
    await page.pass(DAY);
    expect(page.fired).toEqual([]);
  });

  it.each([
    [{ amount: 80, plan: "pro" }, 1],
    [{ amount: 49, plan: "pro" }, 0],
    [{ amount: 80, plan: "free" }, 0],
    [{ amount: 80 }, 0],
    [{}, 0],
  ])("fires for %j, where every test of a prop must hold, %d times", async (props, times) => {
    const page = await armed({
      on: "event",
      name: "order_paid",
      where: { amount: { gte: 50 }, plan: ["pro", "vip"] },
    });
    page.track("order_paid", props);
    await page.pass(0);
    expect(page.fired).toHaveLength(times);
  });

  it("waits its time after the event, counted from the last", async () => {
    const page = await armed({ on: "event", name: "order_paid", after: "2h" });
    page.track("order_paid", { amount: 1 });
    await page.pass(HOUR);
    page.track("order_paid", { amount: 2 });
    await page.pass(2 * HOUR - 1);
    expect(page.fired).toEqual([]);
    await page.pass(1);
    expect(propsOf(page)).toEqual([{ amount: 2 }]);
  });

  it("is called off by certain events in the meantime", async () => {
    const page = await armed({
      on: "event",
      name: "order_paid",
      after: "1m",
      unless: ["order_cancelled", "support_opened"],
    });
    page.track("order_paid", {});
    page.track("something_else", {});
    page.track("support_opened", {});
    await page.pass(DAY);
    expect(page.fired).toEqual([]);
    page.track("order_paid", { again: true });
    await page.pass(60 * SECOND);
    expect(propsOf(page)).toEqual([{ again: true }]);
  });

  it("does not fire once it is disarmed, be the event before or after that", async () => {
    const page = await armed({ on: "event", name: "order_paid", after: "1s" });
    page.track("order_paid", {});
    page.leave();
    page.track("order_paid", {});
    await page.pass(DAY);
    expect(page.fired).toEqual([]);
  });
});

describe("an event that waits", () => {
  const paid: Trigger = {
    on: "event",
    name: "order_paid",
    after: "2h",
    unless: ["order_cancelled"],
    within: "3d",
  };

  async function paidBefore(ms: number, props = { amount: 80 }) {
    const device = aDevice();
    const before = await open([paid], device);
    before.track("order_paid", props);
    await before.pass(0);
    before.leave();
    await before.pass(ms);
    return device;
  }

  it.each([
    ["on the next page, for the rest of its time", HOUR, HOUR - 1, 0],
    ["on the next page, at its time", HOUR, HOUR, 1],
    ["on a later visit, at once", DAY, 0, 1],
    ["until within has passed since it fell due", 2 * HOUR + 3 * DAY - SECOND, 0, 1],
    ["and no longer", 2 * HOUR + 3 * DAY + SECOND, DAY, 0],
  ])("is honoured %s", async (_what, away, here, times) => {
    const page = await open([paid], await paidBefore(away));
    await page.pass(here);
    expect(page.fired).toHaveLength(times);
    for (const { cause } of page.fired)
      expect(cause).toEqual({
        on: "event",
        name: "order_paid",
        props: { amount: 80 },
        due: "s0 0 order_paid",
      });
  });

  it("is tried again on every page until its survey has shown", async () => {
    const device = await paidBefore(DAY);
    for (const _page of [1, 2, 3]) expect((await open([paid], device)).fired).toHaveLength(1);
    const { visitor } = await open([paid], device);
    await visitor.change((row) => {
      row.due = {};
    });
    expect((await open([paid], device)).fired).toEqual([]);
  });

  it("is called off on a later page, in another tab too", async () => {
    const device = await paidBefore(HOUR);
    const [page, other] = [await open([paid], device), await open([paid], device)];
    other.track("order_cancelled");
    await page.pass(0);
    await page.visitor.load();
    expect(page.visitor.row().due).toEqual({});
    expect((await open([paid], device)).visitor.row().due).toEqual({});
  });

  it("is not lost by what cannot be kept of its props", async () => {
    const device = aDevice();
    const page = await open([paid], device);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    page.track("order_paid", circular);
    await page.pass(0);
    expect((await open([paid], device)).visitor.row().due).toMatchObject({
      "s0 0 order_paid": { props: {} },
    });
  });

  it("is not put off by a clock that is set back", async () => {
    const device = await paidBefore(0);
    vi.setSystemTime(Date.now() - 400 * DAY);
    const page = await open([paid], device);
    await page.pass(2 * HOUR);
    expect(page.fired).toHaveLength(1);
  });

  it("leaves room: at most 50 wait on a device", async () => {
    const surveys = Array.from({ length: 80 }, (_, index) => surveyWith(`many${index}`, paid));
    const page = await open(surveys);
    page.track("order_paid");
    await page.pass(0);
    expect(Object.keys(page.visitor.row().due ?? {})).toHaveLength(50);
  });

  it("counts from its own time though a page could only note it", async () => {
    const device = aDevice();
    const { visitor } = await open([], device);
    await visitor.change((row) => {
      row.reported = [["order_paid", { amount: 5 }, Date.now() - HOUR]];
    });
    const page = await open([paid, { on: "event", name: "order_paid" }], device, true);
    await page.pass(HOUR - 1);
    expect(page.fired).toEqual([]);
    await page.pass(1);
    expect(page.fired).toMatchObject([{ survey: "s0", cause: { props: { amount: 5 } } }]);
    expect(page.visitor.row()).not.toHaveProperty("reported");
  });
});

describe("the click trigger", () => {
  it("fires at a click on what its selector finds, or on what lies within", async () => {
    document.body.innerHTML = '<button class="buy"><b>Buy</b></button><button class="no">No</button>';
    const { fired, pass } = await armed({ on: "click", selector: ".buy" });
    document.querySelector("b")?.click();
    await pass(0);
    document.querySelector<HTMLElement>(".no")?.click();
    await pass(0);
    expect(fired).toHaveLength(1);
  });

  it("fires for nodes that were added later, and though the page stops the click", async () => {
    const { fired, pass } = await armed({ on: "click", selector: "#later" });
    document.body.innerHTML = '<button id="later">Later</button>';
    const button = document.querySelector<HTMLElement>("#later");
    button?.addEventListener("click", (event) => event.stopPropagation());
    button?.click();
    await pass(0);
    expect(fired).toHaveLength(1);
  });

  it("needs one listener for any number of surveys, and none once they are disarmed", async () => {
    const added = vi.spyOn(window, "addEventListener");
    const removed = vi.spyOn(window, "removeEventListener");
    const clicks = (spy: typeof added | typeof removed) =>
      spy.mock.calls.filter(([type]) => type === "click");
    const { leave } = await open(
      Array.from({ length: 20 }, () => ({ on: "click", selector: "#buy" }) as const),
    );
    expect(clicks(added)).toHaveLength(1);
    leave();
    expect(clicks(removed)).toHaveLength(1);
    expect(removed.mock.calls).toHaveLength(added.mock.calls.length);
    vi.restoreAllMocks();
  });

  it("leaves the others alone where its selector makes no sense", async () => {
    const { fired } = await open([{ on: "click", selector: "##" }, { on: "load" }]);
    expect(fired.map(({ survey }) => survey)).toEqual(["s1"]);
  });
});

describe("the exit trigger", () => {
  const leaveAt = (clientY: number, relatedTarget: Element | null = null) =>
    document.body.dispatchEvent(new MouseEvent("mouseout", { bubbles: true, clientY, relatedTarget }));

  it.each([
    ["at the top", 0, 1],
    ["above the top", -20, 1],
    ["at a side", 300, 0],
  ])("fires where the pointer leaves %s", async (_where, y, times) => {
    const { fired, pass } = await armed({ on: "exit" });
    leaveAt(y);
    await pass(0);
    expect(fired).toHaveLength(times);
  });

  it("does not fire where the pointer moves to another element, nor once it is disarmed", async () => {
    const { fired, pass, leave } = await armed({ on: "exit" });
    leaveAt(0, document.body);
    await pass(0);
    leave();
    leaveAt(0);
    await pass(0);
    expect(fired).toEqual([]);
  });
});

describe("the idle trigger", () => {
  const idle: Trigger = { on: "idle", for: "10s" };
  const move = () => document.dispatchEvent(new Event("pointermove"));

  it("fires once nobody has done anything for its time", async () => {
    const { fired, pass } = await armed(idle);
    await pass(9 * SECOND);
    move();
    await pass(9 * SECOND);
    expect(fired).toEqual([]);
    await pass(SECOND);
    expect(fired).toHaveLength(1);
    await pass(DAY);
    expect(fired).toHaveLength(1);
  });

  it("does not count time in which nobody sees the page", async () => {
    const { fired, pass } = await armed(idle);
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    hide(true);
    await pass(DAY);
    hide(false);
    await pass(9 * SECOND);
    expect(fired).toEqual([]);
    await pass(SECOND);
    expect(fired).toHaveLength(1);
  });

  it("does not fire once it is disarmed", async () => {
    const { fired, pass, leave } = await armed(idle);
    leave();
    move();
    await pass(DAY);
    expect(fired).toEqual([]);
  });
});

describe("the page and visit triggers", () => {
  it.each<[Trigger, number, number, number]>([
    [{ on: "page", count: 3 }, 2, 9, 0],
    [{ on: "page", count: 3 }, 3, 1, 1],
    [{ on: "page", count: 3 }, 4, 1, 1],
    [{ on: "visit", count: 3 }, 9, 2, 0],
    [{ on: "visit", count: 3 }, 1, 3, 1],
  ])("%j, on page %d of visit %d, fires %d times", async (trigger, pagesSoFar, visits, times) => {
    const device = aDevice();
    const { visitor } = await open([], device);
    await visitor.change((row) => {
      row.pages = pagesSoFar;
      row.visits = visits;
    });
    expect((await open([trigger], device)).fired).toHaveLength(times);
  });
});

describe("what fires in the same moment", () => {
  it("is decided together, each survey once", async () => {
    const page = await open([
      surveyWith("one", { on: "event", name: "go" }, { on: "event", name: "come" }),
      surveyWith("two", { on: "event", name: "go" }),
    ]);
    for (let count = 0; count < 500; count++) page.track("go", { count });
    page.track("come");
    await page.pass(0);
    expect(page.fired.map(({ survey }) => survey)).toEqual(["one", "two"]);
  });

  it("is heard in parts where a page reports without end, and the page has its turn in between", async () => {
    let clock = 0;
    vi.spyOn(performance, "now").mockImplementation(() => clock++);
    const page = await open([{ on: "event", name: "go", where: { last: true } }]);
    for (let count = 0; count < 900; count++) page.track("go", { last: count === 899 });
    for (let count = 0; count < 1_000; count++) page.track("noise");
    await Promise.resolve();
    expect(page.fired).toEqual([]);
    await page.pass(SECOND);
    expect(page.fired).toHaveLength(1);
    vi.restoreAllMocks();
  });
});
