import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInTo, openTestBoard, openTestBoardAs } from "../../../support/boardBrowser.ts";
import { BRANCH_SURVEY, postAll } from "../../../support/boardData.ts";
import { careFor } from "../../../support/care.ts";
import type { TestCollector } from "../../../support/collector.ts";
import { aRecord } from "../../../support/collectorRecords.ts";
import { startBusyBank, startSmallBank } from "../../../support/smallBank.ts";
import { startTroubledBank, type TroubledBank } from "../../../support/troubledBank.ts";

let bank: TestCollector;
beforeAll(async () => {
  bank = await startBusyBank();
});
afterAll(() => bank.close());

const RESULTS = `v1/surveys/${BRANCH_SURVEY.id}/results`;
const MIN_REFRESH_PAUSE_MS = 1_500;

describe("what comes in", () => {
  let empty: TestCollector;
  beforeEach(async () => {
    empty = await startSmallBank();
  });
  afterEach(() => empty.close());

  it("is counted a moment later, once for a whole burst", async () => {
    const { board, browser } = await openTestBoardAs("chief", empty);
    const stream = browser.streams.at(-1);
    stream?.opened();
    await postAll(empty, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 9 } })]);
    for (let record = 0; record < 20; record++) stream?.event("record", "{}");
    browser.advance(MIN_REFRESH_PAUSE_MS - 1);
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toEqual([]);
    browser.advance(1);
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toHaveLength(1);
    expect(board.figures.results.value.value?.answered).toBe(1);
    expect(board.said.value).toBe("The figures have been updated.");
    browser.advance(5_000);
    expect(board.said.value).toBe("");
  });

  it("is counted for at most a fifth of the time where counting takes long", async () => {
    const { board, browser } = await openTestBoardAs("chief", empty);
    const release = browser.hold(RESULTS);
    const reloaded = board.figures.reload();
    browser.advance(2_000);
    release();
    await reloaded;
    expect(board.figures.took()).toBe(2_000);
    browser.requests = [];
    browser.streams.at(-1)?.event("record", "{}");
    browser.advance(9_999);
    expect(browser.requestsFor(RESULTS)).toEqual([]);
    browser.advance(1);
    expect(browser.requestsFor(RESULTS)).toHaveLength(1);
  });

  it("is not counted where no figures are shown, but its case is sorted in", async () => {
    const { board, browser } = await openTestBoardAs("chief", empty, "?page=calls");
    await postAll(empty, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 2 } })]);
    await empty.followUp();
    const [opened] = await careFor(empty).list("key=pk_bank");
    browser.streams.at(-1)?.event("record", "{}");
    browser.streams.at(-1)?.event("case", JSON.stringify(opened));
    await browser.idle();
    browser.advance(60_000);
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toEqual([]);
    expect(board.cases.list.value.value?.cases).toHaveLength(1);
  });

  it("while the stream was lost is fetched by polls and once it is back", async () => {
    const { board, browser } = await openTestBoardAs("chief", empty);
    const stream = browser.streams.at(-1);
    stream?.opened();
    stream?.lost(false);
    expect(board.live.value).toBe("lost");
    await postAll(empty, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 2 } })]);
    await empty.followUp();
    browser.advance(2_000);
    await browser.idle();
    expect(board.figures.results.value.value?.shown).toBe(1);
    expect(board.cases.list.value.value?.cases).toHaveLength(1);
    browser.requests = [];
    stream?.opened();
    await browser.idle();
    expect(browser.requestsFor(RESULTS)).toHaveLength(1);
    expect(browser.requestsFor("v1/cases")).toHaveLength(1);
  });

  it("between the login and the stream's beginning is fetched with that, as far as cases go", async () => {
    const { board, browser } = await openTestBoardAs("care", empty);
    await postAll(empty, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 2 } })]);
    await empty.followUp();
    browser.streams.at(-1)?.opened();
    await browser.idle();
    expect(board.cases.list.value.value?.cases).toHaveLength(1);
  });

  it("is not asked for by an analyst where it is a case", async () => {
    const { browser } = await openTestBoardAs("analyst", empty);
    browser.streams.at(-1)?.opened();
    browser.streams.at(-1)?.lost(false);
    browser.advance(10_000);
    await browser.idle();
    expect(browser.requests.filter(({ path }) => path.startsWith("v1/cases"))).toEqual([]);
    expect(browser.requestsFor(RESULTS).length).toBeGreaterThan(0);
  });
});

describe("a poll whose token was taken away", () => {
  it("leads to the login, and is the last", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    browser.streams.at(-1)?.lost(true);
    await fetch(`${bank.url}/v1/session`, { method: "DELETE", headers: browser.cookieHeader() });
    browser.advance(2_000);
    await browser.idle();
    expect(board.session.fault.value).toBe("ended");
    expect(board.figures.results.value).toEqual({ busy: false });
    const { length } = browser.requests;
    browser.advance(600_000);
    await browser.idle();
    expect(browser.requests).toHaveLength(length);
  });
});

describe("the view", () => {
  it("stands in the address, and is gone back from step by step", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const { go, addFilter, removeFilter, view } = board.route;
    const filter = { name: "trait.branch", value: "老城支行" };
    go({ by: "trait.branch" });
    addFilter(filter);
    addFilter({ ...filter });
    go({});
    expect(browser.history).toHaveLength(3);
    expect(new URLSearchParams(browser.history.at(-1)).getAll("filter")).toEqual(["trait.branch:老城支行"]);
    removeFilter({ ...filter });
    expect(view.value.filters).toEqual([]);
    browser.goBack();
    expect(view.value.filters).toEqual([filter]);
    browser.goBack();
    browser.goBack();
    expect(view.value.by).toBe("");
    await browser.idle();
  });

  it("of a page that the role may not see is that of its first page", async () => {
    const { board } = await openTestBoardAs("care", bank, "?page=admin");
    expect([board.route.page.value, board.route.pages.value]).toEqual(["calls", ["calls"]]);
  });

  it("of a site and a survey that are not known is that of the first", async () => {
    const { board } = await openTestBoardAs("chief", bank, "?site=gone&survey=gone");
    expect(board.route.site.value?.key).toBe("pk_bank");
    expect(board.route.survey.value?.id).toBe(BRANCH_SURVEY.id);
  });

  it("goes on by itself when a new day begins in the owner's zone", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    const before = board.route.range.value;
    browser.advance(24 * 3_600_000);
    await browser.idle();
    expect(board.route.range.value.to > before.to).toBe(true);
    const periods = browser.requestsFor(RESULTS).map(({ parameters }) => parameters.get("to"));
    expect(periods).toEqual([board.route.range.value.to]);
  });
});

describe("looks", () => {
  it("are the system's until somebody chooses, and are then remembered", async () => {
    const opened = await openTestBoard(bank);
    const { board, browser } = opened;
    expect(browser.looks).toEqual({ language: "en", title: "Askling", scheme: "auto" });
    expect(browser.remembered.size).toBe(0);
    board.looks.language.value = "zh-CN";
    board.looks.scheme.value = "dark";
    expect(browser.looks).toMatchObject({ language: "zh-CN", scheme: "dark" });
    expect(Object.fromEntries(browser.remembered)).toEqual({ language: "zh-CN", scheme: "dark" });
    await logInTo(opened);
    expect(board.looks.format.value.time("2026-11-22T17:00:00Z")).toContain("11月23日");
  });
});

describe("copying", () => {
  it("tells what was copied, for five seconds to those who do not see it", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    await board.copy("https://ask.example/s/branch-service");
    expect(browser.clipboard).toBe("https://ask.example/s/branch-service");
    expect([board.copied.value, board.said.value]).toEqual([browser.clipboard, "Copied"]);
    browser.advance(5_000);
    expect(board.said.value).toBe("");
  });

  it("that the browser forbids tells nothing", async () => {
    const { board, browser } = await openTestBoardAs("chief", bank);
    browser.clipboard = undefined;
    await board.copy("text");
    expect([board.copied.value, board.said.value]).toEqual(["", ""]);
  });
});

describe("the clock", () => {
  it("goes on every half minute", async () => {
    const { board, browser } = await openTestBoard(bank);
    const start = board.now.value.getTime();
    browser.advance(29_999);
    expect(board.now.value.getTime()).toBe(start);
    browser.advance(30_001);
    expect(board.now.value.getTime()).toBe(start + 60_000);
  });
});

describe("managing", () => {
  let troubled: TroubledBank;
  beforeAll(async () => {
    troubled = await startTroubledBank();
  });
  afterAll(() => troubled.close());

  it("is for admins on their page alone", async () => {
    const { board, browser } = await openTestBoardAs("chief", troubled.collector);
    expect(browser.requestsFor("v1/messages")).toEqual([]);
    board.route.go({ page: "admin" });
    await browser.idle();
    expect(browser.requestsFor("v1/messages")[0]?.parameters.get("state")).toBe("dead");
    expect(board.admin.messages.value.value?.messages).toMatchObject([{ webhook: "ops", state: "dead" }]);
    expect(board.admin.pastErasures.value.value?.erasures).toEqual([]);
  });

  it("tells why a message could not be sent again, and that it is", async () => {
    const { board, browser } = await openTestBoardAs("chief", troubled.collector, "?page=admin");
    const [message] = board.admin.messages.value.value?.messages ?? [];
    if (!message) throw new Error("There is no message.");
    expect(await board.admin.resend({ ...message, webhook: "gone" })).toBe(false);
    expect(board.admin.resent.value).toMatchObject({ status: 422 });
    expect(await board.admin.resend(message)).toBe(true);
    await browser.idle();
    expect(board.admin.messages.value.value?.messages).toEqual([]);
  });

  it("erases once, however often it is pressed, tells how much, and notes it", async () => {
    const { board, browser } = await openTestBoardAs("chief", troubled.collector, "?page=admin");
    const { admin } = board;
    admin.id.value = " user-1 ";
    admin.confirming.value = true;
    await Promise.all([admin.erase(), admin.erase()]);
    expect(browser.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
    expect(admin.erased.value).toMatchObject({ erased: { records: 1, cases: 1 } });
    expect([admin.confirming.value, admin.erasing.value, admin.id.value]).toEqual([false, false, ""]);
    expect(admin.pastErasures.value.value?.erasures).toMatchObject([
      { by: "user", token: "chief", records: 1 },
    ]);
  });

  it("keeps the id where nothing was erased, and says why", async () => {
    const { board, browser } = await openTestBoardAs("chief", troubled.collector, "?page=admin");
    board.admin.kind.value = "visitors";
    board.admin.id.value = "nobody";
    await board.admin.erase();
    expect(board.admin.erased.value).toMatchObject({ status: 404 });
    expect(board.admin.id.value).toBe("nobody");
    await board.session.logOut();
    await browser.idle();
    expect([board.admin.id.value, board.admin.erased.value]).toEqual(["", undefined]);
    expect(board.admin.messages.value).toEqual({ busy: false });
  });
});
