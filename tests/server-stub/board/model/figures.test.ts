import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logInTo, openTestBoard, openTestBoardAs } from "../../../support/boardBrowser.ts";
import { BRANCH_SURVEY, postAll } from "../../../support/boardData.ts";
import type { TestCollector } from "../../../support/collector.ts";
import { aRecord } from "../../../support/collectorRecords.ts";
import { HALL_SURVEY, startBusyBank } from "../../../support/smallBank.ts";

let bank: TestCollector;
beforeAll(async () => {
  bank = await startBusyBank();
  const hall = [3, 4, 5, 5, 4].map((stars) => aRecord({ survey: HALL_SURVEY.id, answers: { stars } }));
  await postAll(bank, hall);
});
afterAll(() => bank.close());

const RESULTS = `v1/surveys/${BRANCH_SURVEY.id}/results`;
const DRIVERS = `v1/surveys/${BRANCH_SURVEY.id}/drivers`;
const WORDS = `v1/surveys/${BRANCH_SURVEY.id}/words`;
const OFFLINE = new TypeError("fetch failed");
const TIMEOUT_MS = 60_000;
const paths = (requests: readonly { path: string }[]) => requests.map(({ path }) => path);

describe("figures", () => {
  it("of the first survey and the last 30 days are there after the login, with what explains them", async () => {
    const { board } = await openTestBoardAs("chief", bank);
    const { figures } = board;
    expect(figures.results.value.value?.shown).toBe(120);
    expect(figures.focus.value).toBe("nps");
    expect(figures.scored.value).toEqual(["nps", "sat"]);
    expect(figures.drivers.value.value?.question).toBe("nps");
    expect(figures.words.value.value?.score).toBe("nps");
    expect(figures.followUp.value.value?.unhappy).toBeGreaterThan(0);
    expect(figures.alarms.value.value?.alarms).toEqual([]);
    expect(figures.questions.value.value?.questions.map(({ id }) => id)).toContain("reason");
    expect(figures.at.value).toBeInstanceOf(Date);
  });

  it("are asked for by the days of the owner's zone, filters, groups, step and count", async () => {
    const search =
      "?period=own&from=2026-11-02&to=2026-11-08&by=device&filter=page:a:b&filter=tag:x&count=people";
    const { board, browser } = await openTestBoardAs("chief", bank, search);
    board.route.go({ step: "week" });
    await browser.idle();
    const [request] = browser.requestsFor(RESULTS);
    const { filter: _filters, ...asked } = Object.fromEntries(request?.parameters ?? []);
    expect(request?.parameters.getAll("filter")).toEqual(["page:a:b", "tag:x"]);
    expect(asked).toEqual({
      key: "pk_bank",
      from: "2026-11-02",
      to: "2026-11-09",
      by: "device",
      step: "week",
      count: "people",
      compare: "previous",
    });
  });

  it("by day come with their 7-day mean", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank, "?step=week");
    board.route.go({ step: "day" });
    await browser.idle();
    expect(browser.requestsFor(RESULTS)[0]?.parameters.get("average")).toBe("7");
  });

  it("of another period stand where the old ones stood until then", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const before = board.figures.results.value.value;
    const release = browser.hold(RESULTS);
    board.route.go({ period: "7" });
    await browser.idle();
    expect(board.figures.results.value).toEqual({ value: before, busy: true });
    release();
    await browser.idle();
    expect(board.figures.results.value.busy).toBe(false);
    expect(board.figures.results.value.value?.from).not.toBe(before?.from);
  });

  it("of another survey never stand beside the old ones'", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const release = browser.hold(`v1/surveys/${HALL_SURVEY.id}/results`);
    board.route.go({ survey: HALL_SURVEY.id, question: "", filters: [], by: "" });
    await browser.idle();
    expect(board.figures.results.value).toEqual({ busy: true });
    release();
    await browser.idle();
    expect(board.figures.results.value.value?.survey).toBe(HALL_SURVEY.id);
    expect(board.figures.questions.value.value?.survey).toBe(HALL_SURVEY.id);
  });

  it("of another site are that site's", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    board.route.go({ site: "pk_shop", survey: "" });
    await browser.idle();
    expect(board.figures.results.value.value?.shown).toBe(0);
    expect(new Set(browser.requests.map(({ parameters }) => parameters.get("key")))).toEqual(
      new Set(["pk_shop"]),
    );
  });

  it("of a question that only has a mean come without reasons", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    expect(board.figures.drivers.value.value).toBeDefined();
    board.route.go({ survey: HALL_SURVEY.id });
    await browser.idle();
    expect(board.figures.focus.value).toBe("stars");
    expect(board.figures.drivers.value).toEqual({ busy: false });
    expect(board.figures.words.value).toEqual({ busy: false });
  });

  it("are not asked for again by what does not matter to them", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    board.route.go({ cases: "resolved" });
    board.figures.search.value = "counter";
    browser.advance(30_000);
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toEqual([]);
  });

  it("are asked for again when their page is shown again", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    board.route.go({ page: "calls" });
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toEqual([]);
    browser.goBack();
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toHaveLength(1);
  });
});

describe("the question in focus", () => {
  it("changes the reasons alone", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    board.route.go({ question: "sat" });
    await browser.idle();
    expect(board.figures.focus.value).toBe("sat");
    expect(paths(browser.requests).sort()).toEqual([DRIVERS, WORDS]);
    expect(board.figures.drivers.value.value?.question).toBe("sat");
  });

  it("is found with the first figures, whose reasons are asked for once", async () => {
    const opened = await openTestBoard(bank);
    await logInTo(opened);
    expect(opened.board.figures.focus.value).toBe("nps");
    expect(opened.browser.requestsFor(DRIVERS)).toHaveLength(1);
  });

  it("is the first with a figure where the address names none that has one", async () => {
    const { board } = await openTestBoardAs("chief", bank, "?question=reason");
    expect(board.figures.focus.value).toBe("nps");
  });
});

describe("when several views are asked for at once", () => {
  it("only the last is shown, whichever answer comes first", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const release = browser.hold(RESULTS);
    board.route.go({ period: "7" });
    board.route.go({ period: "90" });
    await browser.idle();
    board.route.go({ filters: [{ name: "device", value: "nowhere" }] });
    release();
    await browser.idle();
    expect(board.figures.results.value.value?.shown).toBe(0);
    expect(board.figures.results.value).toMatchObject({ busy: false });
    expect(board.figures.results.value.fault).toBeUndefined();
    // The rest is fetched for the last view alone.
    const asked = browser.requestsFor(DRIVERS).map(({ parameters }) => parameters.get("filter"));
    expect(asked).toEqual(["device:nowhere"]);
  });

  it("an earlier one that fails late says nothing", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    let fail = (_error: Error) => {};
    const network = browser.fetch;
    browser.fetch = (input, init) =>
      String(input).includes(RESULTS)
        ? new Promise((_resolve, reject) => {
            // As a connection that does not notice that it was called off.
            fail = reject;
          })
        : network(input, init);
    board.route.go({ period: "7" });
    await browser.idle();
    browser.fetch = network;
    board.route.go({ period: "90" });
    await browser.idle();
    fail(OFFLINE);
    await browser.idle();
    expect(board.figures.results.value).toMatchObject({ busy: false });
    expect(board.figures.results.value.fault).toBeUndefined();
  });
});

describe("figures that do not come", () => {
  it("leave the last there, with the reason, and come with the next attempt", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const before = board.figures.results.value.value;
    const at = board.figures.at.value;
    browser.answer = ({ path }) => (path === RESULTS ? OFFLINE : undefined);
    browser.advance(1_000);
    await board.figures.reload();
    expect(board.figures.results.value).toMatchObject({
      value: before,
      busy: false,
      fault: { code: "offline" },
    });
    expect(board.figures.at.value).toBe(at);
    browser.answer = undefined;
    await board.figures.reload();
    expect(board.figures.results.value.fault).toBeUndefined();
    expect(board.figures.at.value).toEqual(browser.now());
  });

  it("are given up after a minute", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    browser.hold(RESULTS);
    board.route.go({ period: "7" });
    browser.advance(TIMEOUT_MS - 1);
    await browser.idle();
    expect(board.figures.results.value.busy).toBe(true);
    browser.advance(1);
    await browser.idle();
    expect(board.figures.results.value).toMatchObject({ busy: false, fault: { status: 0, code: "offline" } });
  });

  it.each([
    [
      "a page in the collector's place",
      () => new Response("<html>Log in</html>"),
      { status: 200, code: "unreadable" },
    ],
    ["JSON of another kind", () => Response.json({ shown: "many" }), { status: 200, code: "unreadable" }],
    [
      "an error that is no problem",
      () => new Response("Bad gateway", { status: 502 }),
      { status: 502, code: "unreadable" },
    ],
    ["nothing", () => new Response(null), { status: 200, code: "unreadable" }],
  ])("because there is %s say so", async (_name, answer, fault) => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    browser.answer = ({ path }) => (path === RESULTS ? answer() : undefined);
    await board.figures.reload();
    expect(board.figures.results.value.fault).toMatchObject(fault);
    expect(board.figures.results.value.value).toBeDefined();
  });

  it("because the collector refuses them name the place", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    board.route.go({ by: "brunch" });
    await browser.idle();
    expect(board.figures.results.value.fault).toMatchObject({ status: 400 });
    expect(board.figures.results.value.fault?.message).toContain("brunch");
  });
});

describe("tags", () => {
  it("are kept without spaces, and seen with the next figures", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const record = board.figures.results.value.value?.questions.reason?.latest?.[0]?.record ?? "";
    expect(await board.figures.tag(record, " queue， counter、,north ")).toBe(true);
    await browser.idle();
    const [first] = board.figures.results.value.value?.questions.reason?.latest ?? [];
    expect(first).toMatchObject({ record, tags: ["queue", "counter", "north"] });
    expect(await board.figures.tag(record, "")).toBe(true);
    expect(board.figures.results.value.value?.questions.reason?.latest?.[0]?.tags).toEqual([]);
  });

  it("that are not kept say why, for ten seconds, and leave the figures as they are", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    expect(await board.figures.tag("unknown", "queue")).toBe(false);
    expect(board.failed.value).toContain("no such record");
    expect(browser.requestsFor(RESULTS)).toEqual([]);
    browser.advance(9_999);
    expect(board.failed.value).not.toBe("");
    browser.advance(1);
    expect(board.failed.value).toBe("");
  });
});
