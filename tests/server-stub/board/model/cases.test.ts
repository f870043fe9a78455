import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestBoardAs, type TestBoard } from "../../../support/boardBrowser.ts";
import { BRANCH_SURVEY, postAll } from "../../../support/boardData.ts";
import { type Care, careFor } from "../../../support/care.ts";
import type { TestCollector } from "../../../support/collector.ts";
import { aRecord } from "../../../support/collectorRecords.ts";
import { startSmallBank } from "../../../support/smallBank.ts";

let bank: TestCollector;
let care: Care;
beforeEach(async () => {
  bank = await startSmallBank();
  care = careFor(bank);
});
afterEach(() => bank.close());

const TEXT = "Waited 40 minutes with one counter open.";
const OFFLINE = new TypeError("fetch failed");

/** Posts answers of unhappy people, and opens their cases. */
async function openCases(count: number): Promise<string[]> {
  const records = Array.from({ length: count }, (_, index) =>
    aRecord({ survey: BRANCH_SURVEY.id, visitor: `visitor-${index}`, answers: { nps: 2, reason: TEXT } }),
  );
  await postAll(bank, records);
  await bank.followUp();
  const cases = await care.list("key=pk_bank");
  return cases.map(({ id }) => id);
}

/** The only case there is. */
async function only() {
  const cases = await care.list("key=pk_bank");
  expect(cases).toHaveLength(1);
  return cases[0];
}

/** The board on its page of cases, with a case open. */
async function openCase(): Promise<TestBoard & { id: string }> {
  const [id = ""] = await openCases(1);
  const opened = await openTestBoardAs("chief", bank, `?page=calls&case=${id}`);
  return { ...opened, id };
}
const type = ({ board }: TestBoard, draft: object) =>
  (board.cases.draft.value = { ...board.cases.draft.value, ...draft });
const edit = (id: string, version: number, body: object) =>
  care.ask("PATCH", `/v1/cases/${id}?key=pk_bank`, { body, version });

describe("the list of cases", () => {
  it("holds those that wait, of whatever time", async () => {
    await openCases(2);
    const { board, browser } = await openTestBoardAs("care", bank);
    expect(board.cases.list.value.value?.cases).toHaveLength(2);
    board.route.go({ mine: true });
    await browser.idle();
    expect(Object.fromEntries(browser.requestsFor("v1/cases")[0]?.parameters ?? [])).toEqual({
      key: "pk_bank",
      status: "open,contacted",
      owner: "care",
      limit: "50",
    });
    expect(board.cases.list.value.value?.cases).toEqual([]);
  });

  it("of another status holds those of the period", async () => {
    const search = "?page=calls&period=own&from=2026-11-02&to=2026-11-08";
    const { board, browser } = await openTestBoardAs("chief", bank, search);
    board.route.go({ cases: "resolved" });
    board.route.go({ cases: "all" });
    await browser.idle();
    const asked = browser.requestsFor("v1/cases").map(({ parameters }) => Object.fromEntries(parameters));
    const period = { key: "pk_bank", limit: "50", from: "2026-11-02", to: "2026-11-09" };
    expect(asked).toEqual([{ ...period, status: "resolved" }, period]);
  });

  it("beside the figures holds those of their survey", async () => {
    const { browser, board } = await openTestBoardAs("chief", bank);
    board.route.go({ survey: "hall" });
    await browser.idle();
    expect(browser.requestsFor("v1/cases").at(-1)?.parameters.get("survey")).toBe("hall");
  });

  it("goes on page by page, without a case twice, and ends", async () => {
    await openCases(53);
    const { board, browser } = await openTestBoardAs("chief", bank, "?page=calls");
    const first = board.cases.list.value.value;
    expect(first?.cases).toHaveLength(50);
    // A case that has moved between the pages comes again.
    const network = browser.fetch;
    browser.fetch = async (input, init) => {
      const response = await network(input, init);
      const page = await response.json();
      return Response.json({ ...page, cases: [first?.cases[49], ...page.cases] });
    };
    await board.cases.loadMore();
    browser.fetch = network;
    const ids = board.cases.list.value.value?.cases.map(({ id }) => id) ?? [];
    expect([ids.length, new Set(ids).size]).toEqual([53, 53]);
    expect(board.cases.list.value.value?.cursor).toBeNull();
    browser.requests = [];
    await board.cases.loadMore();
    expect(browser.requests).toEqual([]);
  });

  it("stays as it was where its next page does not come, and goes on with the next attempt", async () => {
    await openCases(51);
    const { board, browser } = await openTestBoardAs("chief", bank, "?page=calls");
    browser.answer = () => OFFLINE;
    await board.cases.loadMore();
    expect(board.cases.list.value).toMatchObject({ busy: false, fault: { code: "offline" } });
    expect(board.cases.list.value.value?.cases).toHaveLength(50);
    browser.answer = undefined;
    await board.cases.loadMore();
    expect(board.cases.list.value.value?.cases).toHaveLength(51);
    expect(board.cases.list.value.fault).toBeUndefined();
  });

  it("of another site never stands beside the old one", async () => {
    await openCases(1);
    const { board, browser } = await openTestBoardAs("chief", bank, "?page=calls");
    const release = browser.hold("v1/cases");
    board.route.go({ site: "pk_shop" });
    await browser.idle();
    expect(board.cases.list.value).toEqual({ busy: true });
    release();
    await browser.idle();
    expect(board.cases.list.value.value?.cases).toEqual([]);
  });
});

describe("an open case", () => {
  it("is that of the address, with what its survey asked", async () => {
    const { board, id } = await openCase();
    expect(board.cases.open.value.value).toMatchObject({ id, text: TEXT });
    expect(board.cases.questions.value.value?.survey).toBe(BRANCH_SURVEY.id);
  });

  it("that does not exist is told as such", async () => {
    const { board } = await openTestBoardAs("chief", bank, "?page=calls&case=unknown");
    expect(board.cases.open.value).toMatchObject({ busy: false, fault: { status: 404 } });
  });

  it("gives its place to the next, with nothing of what was typed", async () => {
    const [first = "", second = ""] = await openCases(2);
    const opened = await openTestBoardAs("chief", bank, `?page=calls&case=${first}`);
    const { board, browser } = opened;
    type(opened, { action: "Sent a voucher", note: "Call again" });
    await board.cases.makeLink();
    expect(board.cases.link.value?.url).toContain("link=");
    const release = browser.hold(`v1/cases/${second}`);
    board.route.go({ open: second });
    await browser.idle();
    expect(board.cases.open.value).toEqual({ busy: true });
    expect(board.cases.draft.value).toEqual({ reason: "", action: "", note: "" });
    expect(board.cases.link.value).toBeUndefined();
    release();
    await browser.idle();
    expect(board.cases.open.value.value?.id).toBe(second);
  });

  it("is the last that was opened, whichever answer comes first", async () => {
    const [first = "", second = ""] = await openCases(2);
    expect((await edit(first, 1, { reason: "Queue" })).status).toBe(200);
    const { board, browser } = await openTestBoardAs("chief", bank, "?page=calls");
    const release = browser.hold(`v1/cases/${first}`);
    board.route.go({ open: first });
    board.route.go({ open: second });
    await browser.idle();
    release();
    await browser.idle();
    expect(board.cases.open.value.value?.id).toBe(second);
    expect(board.cases.draft.value.reason).toBe("");
  });

  it("keeps what was typed, whatever becomes late of one that was open before", async () => {
    const [first = "", second = ""] = await openCases(2);
    const opened = await openTestBoardAs("chief", bank, "?page=calls");
    const { board, browser } = opened;
    const network = browser.fetch;
    let fail = (_error: Error) => {};
    browser.fetch = () =>
      new Promise((_resolve, reject) => {
        // As a connection that does not notice that it was called off.
        fail = reject;
      });
    board.route.go({ open: first });
    browser.fetch = network;
    board.route.go({ open: second });
    await browser.idle();
    type(opened, { note: "Call again" });
    fail(OFFLINE);
    await browser.idle();
    expect(board.cases.open.value.value?.id).toBe(second);
    expect(board.cases.draft.value.note).toBe("Call again");
  });

  it("is closed by going back, and opened by going forth", async () => {
    const [id = ""] = await openCases(1);
    const { board, browser } = await openTestBoardAs("chief", bank, "?page=calls");
    board.route.go({ open: id });
    await browser.idle();
    expect(browser.history.at(-1)).toBe(`?page=calls&case=${id}`);
    browser.goBack();
    expect(board.cases.open.value).toEqual({ busy: false });
  });
});

describe("saving", () => {
  it("sends what was changed, and the version it is based on", async () => {
    const opened = await openCase();
    const { board, browser, id } = opened;
    type(opened, { reason: " Queue ", note: "Call again" });
    await board.cases.save({ owner: "chief" });
    const [request] = browser.requests.filter(({ method }) => method === "PATCH");
    expect(request?.body).toEqual({ owner: "chief", reason: "Queue", note: "Call again" });
    expect(request?.headers.get("If-Match")).toBe('"1"');
    expect(board.cases.outcome.value).toBe("saved");
    expect(board.cases.draft.value).toEqual({ reason: "Queue", action: "", note: "" });
    await browser.idle();
    expect(board.cases.list.value.value?.cases).toMatchObject([{ id, owner: "chief", reason: "Queue" }]);
    expect(board.cases.list.value.value?.reasons).toEqual(["Queue"]);
  });

  it("sends nothing where nothing was changed, or no case is open", async () => {
    const opened = await openCase();
    type(opened, { note: "  " });
    await opened.board.cases.save();
    opened.board.route.go({ open: "" });
    await opened.board.cases.save({ status: "contacted" });
    await opened.board.cases.makeLink();
    expect(opened.browser.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("is undone by another save: who took over hands back, and a reason that is emptied is none", async () => {
    const opened = await openCase();
    const { board } = opened;
    type(opened, { reason: "Queue" });
    await board.cases.save({ owner: "chief" });
    type(opened, { reason: " " });
    await board.cases.save({ owner: null });
    expect(await only()).toMatchObject({ owner: null, reason: null });
    await board.cases.save({ status: "contacted" });
    await board.cases.save({ status: "unreachable" });
    await board.cases.save({ status: "open" });
    expect(await only()).toMatchObject({ status: "open" });
    expect(board.cases.outcome.value).toBe("saved");
  });

  it("is sent once, however often it is pressed", async () => {
    const opened = await openCase();
    const { board, browser, id } = opened;
    const release = browser.hold(`v1/cases/${id}`);
    const saved = board.cases.save({ status: "contacted" });
    expect(board.cases.saving.value).toBe(true);
    await board.cases.save({ status: "contacted" });
    await board.cases.makeLink();
    release();
    await saved;
    expect(board.cases.saving.value).toBe(false);
    expect(browser.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });

  it("leaves a note alone that was gone on with meanwhile", async () => {
    const opened = await openCase();
    const { board, browser, id } = opened;
    type(opened, { note: "Call again" });
    const release = browser.hold(`v1/cases/${id}`);
    const saved = board.cases.save();
    type(opened, { note: "Call again on Monday" });
    release();
    await saved;
    expect(board.cases.draft.value.note).toBe("Call again on Monday");
  });

  it("that fails says why, and keeps what was typed for the next attempt", async () => {
    const opened = await openCase();
    const { board, browser } = opened;
    type(opened, { action: "Sent a voucher", note: "Call again" });
    browser.answer = ({ method }) => (method === "PATCH" ? OFFLINE : undefined);
    await board.cases.save();
    expect(board.cases.outcome.value).toMatchObject({ code: "offline" });
    expect(board.cases.draft.value).toMatchObject({ action: "Sent a voucher", note: "Call again" });
    browser.answer = undefined;
    await board.cases.save();
    expect(board.cases.outcome.value).toBe("saved");
    expect(await only()).toMatchObject({ action: "Sent a voucher", notes: [{ text: "Call again" }] });
  });

  it("that the collector refuses says why", async () => {
    const { board } = await openCase();
    await board.cases.save({ status: "withdrawn" });
    expect(board.cases.outcome.value).toMatchObject({ status: 409 });
  });

  it("over another's change shows that change, keeps what was typed, and then goes through", async () => {
    const opened = await openCase();
    const { board, id } = opened;
    type(opened, { action: "Sent a voucher" });
    expect((await edit(id, 1, { owner: "care", reason: "Queue", action: "Wrote" })).status).toBe(200);
    await board.cases.save();
    expect(board.cases.outcome.value).toBe("conflict");
    expect(board.cases.open.value.value).toMatchObject({ owner: "care", action: "Wrote" });
    expect(board.cases.draft.value).toEqual({ reason: "Queue", action: "Sent a voucher", note: "" });
    await board.cases.save();
    expect(board.cases.outcome.value).toBe("saved");
    expect(await only()).toMatchObject({ owner: "care", reason: "Queue", action: "Sent a voucher" });
  });

  it("over another's change that cannot be fetched says so, and can be tried again", async () => {
    const opened = await openCase();
    const { board, browser, id } = opened;
    type(opened, { note: "Call again" });
    expect((await edit(id, 1, { owner: "care" })).status).toBe(200);
    browser.answer = ({ method, path }) => (method === "GET" && path.endsWith(id) ? OFFLINE : undefined);
    await board.cases.save();
    expect(board.cases.outcome.value).toMatchObject({ code: "offline" });
    browser.answer = undefined;
    await board.cases.save();
    expect(board.cases.outcome.value).toBe("conflict");
    expect(board.cases.draft.value.note).toBe("Call again");
  });

  it("with a session that has ended leads to the login", async () => {
    const { board, browser } = await openCase();
    await fetch(`${bank.url}/v1/session`, { method: "DELETE", headers: browser.cookieHeader() });
    await board.cases.save({ status: "contacted" });
    expect(board.session.current.value).toBeNull();
    expect(board.session.fault.value).toBe("ended");
    expect(board.cases.open.value).toEqual({ busy: false });
    expect(await only()).toMatchObject({ status: "open" });
  });
});

describe("a case that the stream tells of", () => {
  it("is shown at once where it is open and in the list, and leaves alone what was typed", async () => {
    const opened = await openCase();
    const { board, browser, id } = opened;
    type(opened, { action: "Sent a voucher" });
    expect((await edit(id, 1, { reason: "Queue", action: "Wrote" })).status).toBe(200);
    browser.hold("v1/cases");
    browser.streams.at(-1)?.event("case", JSON.stringify(await only()));
    expect(board.cases.open.value.value).toMatchObject({ version: 2, reason: "Queue" });
    expect(board.cases.list.value.value?.cases).toMatchObject([{ version: 2, reason: "Queue" }]);
    expect(board.cases.draft.value).toEqual({ reason: "Queue", action: "Sent a voucher", note: "" });
  });

  it("is left where a newer state of it is known", async () => {
    const { board, browser, id } = await openCase();
    const old = JSON.stringify(await only());
    expect((await edit(id, 1, { reason: "Queue" })).status).toBe(200);
    const stream = browser.streams.at(-1);
    stream?.event("case", JSON.stringify(await only()));
    await browser.idle();
    browser.hold("v1/cases");
    stream?.event("case", old);
    expect(board.cases.open.value.value?.reason).toBe("Queue");
    expect(board.cases.list.value.value?.cases[0]?.reason).toBe("Queue");
  });

  it("and is new is sorted into the list", async () => {
    const { board, browser } = await openTestBoardAs("care", bank);
    expect(board.cases.list.value.value?.cases).toEqual([]);
    await openCases(1);
    browser.streams.at(-1)?.event("case", JSON.stringify(await only()));
    await browser.idle();
    expect(board.cases.list.value.value?.cases).toHaveLength(1);
  });

  it("that cannot be read changes nothing", async () => {
    const { board, browser } = await openCase();
    const before = board.cases.open.value;
    for (const data of ["", "{", "[]", '{"id":1}']) browser.streams.at(-1)?.event("case", data);
    expect(board.cases.open.value).toBe(before);
    expect(browser.requests).toEqual([]);
  });
});

describe("opening a case by hand", () => {
  it("opens it, and it is in the list", async () => {
    const record = aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 8, reason: "The door sticks." } });
    await postAll(bank, [record]);
    const { board, browser } = await openTestBoardAs("chief", bank);
    await board.cases.openFor(record.id);
    await browser.idle();
    expect(board.cases.open.value.value).toMatchObject({ record: record.id, openedBy: "chief" });
    expect(board.cases.list.value.value?.cases).toHaveLength(1);
  });

  it("shows the one that there is already", async () => {
    await openCases(1);
    const { id, record = "" } = (await only()) ?? {};
    const { board, browser } = await openTestBoardAs("chief", bank);
    await board.cases.openFor(record);
    await browser.idle();
    expect(board.cases.open.value.value?.id).toBe(id);
    expect(board.failed.value).toBe("");
  });

  it("for a record that is gone says so", async () => {
    const { board } = await openTestBoardAs("chief", bank);
    await board.cases.openFor("gone");
    expect(board.failed.value).toContain("no such record");
    expect(board.route.view.value.open).toBe("");
  });
});
