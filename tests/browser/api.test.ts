import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi, noteEvents, widgetReady } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";
import { storedOnDevice } from "../support/stored.ts";

const questions = SCORE_AND_COMMENT.questions;
const quiet = { id: "visit", questions };

/** Calls `show` without waiting for the respondent; the function it returns waits. */
async function startShow(page: Page, id: string, options: object = {}): Promise<() => Promise<unknown>> {
  await widgetReady(page);
  await page.evaluate(
    ([survey, more]) => {
      Object.assign(window, { showing: Reflect.get(Object(window.askling), "show")(survey, more) });
    },
    [id, options] as const,
  );
  return () => page.evaluate(() => Reflect.get(window, "showing"));
}

test("show resolves to the record once the prompt is closed", async () => {
  const site = await openSite({ surveys: [quiet] });
  const { page } = await site.visit();
  const shown = await startShow(page, "visit");
  await promptOn(page).score(9).click();
  await promptOn(page).text.fill("Good");
  await promptOn(page).button("Send").click();
  await promptOn(page).button("Close").click();
  expect(await shown()).toMatchObject({
    shown: true,
    record: { state: "complete", answers: { score: 9, reason: "Good" }, trigger: { on: "call" } },
  });
});

test("show says why it does not show, for every reason that a page can meet", async () => {
  const surveys = [
    quiet,
    { ...quiet, id: "paused", paused: true },
    { ...quiet, id: "over", endAt: "2020-01-01T00:00:00Z" },
    { ...quiet, id: "coming", startAt: "2999-01-01T00:00:00Z" },
    { ...quiet, id: "vip", audience: { traits: { plan: "vip" } } },
    { ...quiet, id: "broken", questions: [{ id: "score", type: "nsp", title: "?" }] },
    { ...quiet, id: "once", frequency: { afterDismiss: "never" } },
    { ...quiet, id: "placed", display: { as: "inline", into: "#nowhere" } },
  ];
  const site = await openSite({
    attributes: { "data-surveys": "/surveys.json" },
    files: {
      "/surveys.json": { body: JSON.stringify({ version: 1, surveys }), type: "application/json" },
    },
  });
  const { page, guard } = await site.visit();
  guard.allow(/^error: Askling: survey "broken" is left out/);
  const reasonOf = async (id: string, force = false) => {
    const result = await callApi(page, "show", id, { force });
    return result.shown ? "shown" : result.reason;
  };
  expect(await reasonOf("nobody")).toBe("unknown");
  expect(await reasonOf("broken", true)).toBe("invalid");
  expect(await reasonOf("paused", true)).toBe("paused");
  expect(await reasonOf("over", true)).toBe("schedule");
  expect(await reasonOf("coming", true)).toBe("schedule");
  expect(await reasonOf("vip")).toBe("audience");
  expect(await reasonOf("placed")).toBe("unavailable");

  const once = await startShow(page, "once");
  await promptOn(page).score(9).waitFor();
  expect(await reasonOf("visit", true)).toBe("busy");
  await callApi(page, "dismiss");
  expect(await once()).toMatchObject({ shown: true, record: { state: "dismissed", answers: {} } });
  expect(await reasonOf("once")).toBe("frequency");

  for (const id of ["vip", "once"]) {
    const forced = await startShow(page, id, { force: true });
    await promptOn(page).score(9).waitFor();
    await callApi(page, "dismiss");
    expect(await forced()).toMatchObject({ shown: true });
  }
  await callApi(page, "setConsent", false);
  expect(await reasonOf("visit", true)).toBe("consent");
});

test("explain says in words why a survey does or does not show", async () => {
  const survey = { ...quiet, audience: { traits: { plan: ["pro", "vip"] }, url: { contains: "/orders" } } };
  const site = await openSite({ surveys: [survey], manifest: { pace: { cooldown: "14d" } } });
  const { page } = await site.visit("/orders/1");
  await callApi(page, "setTraits", { plan: "free" });
  const verdicts = await callApi(page, "explain", "visit");
  expect(verdicts).toContainEqual({
    rule: "audience.traits.plan",
    pass: false,
    detail: '"free", needs one of "pro", "vip"',
  });
  expect(verdicts).toContainEqual({
    rule: "audience.url",
    pass: true,
    detail: `"${site.pages.url}/orders/1", needs something with "/orders"`,
  });
  expect(verdicts).toContainEqual({
    rule: "pace.cooldown",
    pass: true,
    detail: "no prompt yet, needs 14 days",
  });
  expect(await callApi(page, "explain", "nobody")).toEqual([
    { rule: "known", pass: false, detail: "no such survey" },
  ]);
});

test("on tells of each revision that was saved, and that before the page hears what it means", async () => {
  const site = await openSite({ surveys: [{ ...quiet, triggers: [{ on: "event", name: "go" }] }] });
  const { page } = await site.visit();
  const events = await noteEvents(page, "saved", "shown", "answered", "completed", "delivered");
  const revisions = await page.evaluateHandle(() => {
    const saved: number[] = [];
    const on = Reflect.get(Object(window.askling), "on");
    on("saved", ({ record }: { record: { rev: number } }) => saved.push(record.rev));
    return saved;
  });
  await callApi(page, "track", "go");
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(events).toContain("delivered");
  expect(await events()).toEqual(["saved", "shown", "saved", "answered", "saved", "completed", "delivered"]);
  expect(await revisions.jsonValue()).toEqual([1, 2, 3]);
});

test("on tells what happens, in its order, until it is stopped", async () => {
  const site = await openSite({ surveys: [{ ...quiet, triggers: [{ on: "event", name: "go" }] }] });
  const { page } = await site.visit();
  const events = await noteEvents(page, "shown", "answered", "completed", "dismissed", "delivered", "error");
  await page.evaluate(() => {
    const on = Reflect.get(Object(window.askling), "on");
    on("shown", () => {
      throw new Error("a handler of the page's own");
    });
    const stop = on("shown", () => Object.assign(window, { stopped: false }));
    stop();
  });
  await callApi(page, "track", "go");
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(events).toContain("delivered");
  expect(await events()).toEqual(["shown", "answered", "completed", "delivered"]);
  expect(await page.evaluate(() => Reflect.get(window, "stopped"))).toBeUndefined();
});

test("pending counts what is not delivered, and flush delivers it", async () => {
  const site = await openSite({ surveys: [quiet] });
  const { page, context, guard } = await site.visit();
  guard.allow(/Failed to load resource/);
  await startShow(page, "visit");
  await promptOn(page).score(9).waitFor();
  await context.setOffline(true);
  await promptOn(page).score(9).click();
  await promptOn(page).text.waitFor();
  expect(await callApi(page, "pending")).toBe(1);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  await context.setOffline(false);
  await expect.poll(() => callApi(page, "pending")).toBe(0);
  expect(await site.records()).toMatchObject([{ state: "partial", answers: { score: 9 } }]);
});

test("reset starts another visitor and forgets the user, and keeps what is not delivered", async () => {
  const site = await openSite({ surveys: [{ ...quiet, frequency: { limit: 1 } }] });
  const { page } = await site.visit();
  await callApi(page, "identify", "lin", { plan: "pro" });
  const answer = async (score: number) => {
    const shown = await startShow(page, "visit");
    await promptOn(page).score(score).click();
    await promptOn(page).button("Close").click();
    await shown();
  };
  await answer(9);
  await callApi(page, "reset");
  await answer(2);
  await expect.poll(() => site.records()).toHaveLength(2);
  const [first, second] = (await site.records()).sort(
    (a, b) => Number(b.answers.score) - Number(a.answers.score),
  );
  expect(first?.user).toMatchObject({ id: "lin", traits: { plan: "pro" } });
  expect(second?.user).toBeUndefined();
  expect(second?.visitor).not.toBe(first?.visitor);
});

test("destroy takes away every node, listener, timer and global, and leaves what the device keeps", async () => {
  const site = await openSite({
    surveys: [
      {
        ...quiet,
        triggers: [
          { on: "click", selector: "#other" },
          { on: "event", name: "go" },
        ],
      },
    ],
    head: `<script>
      window.live = [];
      const { addEventListener, removeEventListener } = EventTarget.prototype;
      const isNode = (target) => target instanceof Node && target !== document;
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        const target = this ?? window;
        // Playwright listens as well.
        const ours = new Error().stack.includes("/askling");
        if (ours && !options?.once && !isNode(target)) live.push({ target, type, listener });
        return addEventListener.call(target, type, listener, options);
      };
      EventTarget.prototype.removeEventListener = function (type, listener, options) {
        const target = this ?? window;
        live = live.filter((one) => one.target !== target || one.type !== type || one.listener !== listener);
        return removeEventListener.call(target, type, listener, options);
      };
    </script>`,
  });
  const { page } = await site.visit();
  const listening = () =>
    page.evaluate<string[]>(() => Reflect.get(window, "live").map(({ type }: { type: string }) => type));
  await callApi(page, "track", "go");
  await promptOn(page).score(9).click();
  await promptOn(page).text.waitFor();
  expect(await listening()).toEqual(expect.arrayContaining(["click", "pagehide"]));
  const stored = await storedOnDevice(page);

  await callApi(page, "destroy");
  expect(await promptOn(page).host.count()).toBe(0);
  expect(await page.evaluate(() => "askling" in window)).toBe(false);
  await expect.poll(listening).toEqual([]);
  await page.locator("#other").click();
  expect(await promptOn(page).host.count()).toBe(0);
  expect(await storedOnDevice(page)).toEqual(stored);
});

test("nothing that a page calls makes it throw", async () => {
  const site = await openSite({ surveys: [quiet] });
  const { page } = await site.visit();
  await widgetReady(page);
  const thrown = await page.evaluate(async () => {
    const api = Object(window.askling);
    const faults: string[] = [];
    const odd = [undefined, null, 0, "", "x", {}, [], () => {}, Symbol("s")];
    const names = ["track", "identify", "setTraits", "show", "dismiss", "explain", "flush", "pending"];
    for (const name of [...names, "reset", "receive", "registerHost", "push"])
      for (const value of odd)
        for (const more of odd)
          try {
            await api[name](value, more);
          } catch (error) {
            faults.push(`${name}: ${String(error)}`);
          }
    return [...new Set(faults)];
  });
  expect(thrown).toEqual([]);
  expect(await callApi(page, "explain", "visit")).not.toEqual([]);
});

test("whoever waits for the end of a prompt hears of it when it is taken away", async () => {
  const site = await openSite({ surveys: [quiet] });
  for (const away of [
    (page: Page) => callApi(page, "setConsent", false),
    (page: Page) => callApi(page, "destroy"),
  ]) {
    const { page } = await site.visit();
    const shown = await startShow(page, "visit");
    await promptOn(page).score(9).waitFor();
    await away(page);
    expect(await shown()).toMatchObject({ shown: true, record: { survey: "visit", state: "shown" } });
  }
});

test("explain tells where a survey has no place or nothing to ask", async () => {
  const never = {
    ...quiet,
    id: "never",
    questions: [{ ...quiet.questions[0], when: { trait: "vip", is: true } }],
  };
  const inline = { ...quiet, id: "inline", display: { as: "inline", into: "#nowhere" } };
  const site = await openSite({ surveys: [quiet, never, inline] });
  const { page } = await site.visit();
  const against = async (id: string) =>
    (await callApi(page, "explain", id)).flatMap(({ rule, pass, detail }) =>
      pass ? [] : [`${rule}: ${detail}`],
    );
  expect(await against("visit")).toEqual([]);
  expect(await against("never")).toEqual(["questions: no question applies without an event's values"]);
  expect(await against("inline")).toEqual(["container: #nowhere is not on the page"]);
});
