import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBoard } from "../../../../server-stub/board/model/board.ts";
import { createTestBrowser, logInTo, openTestBoard, openTestBoardAs } from "../../../support/boardBrowser.ts";
import type { TestCollector } from "../../../support/collector.ts";
import { startBusyBank } from "../../../support/smallBank.ts";

let bank: TestCollector;
beforeAll(async () => {
  bank = await startBusyBank(30);
});
afterAll(() => bank.close());

const OFFLINE = new TypeError("fetch failed");
const TIMEOUT_MS = 60_000;

describe("at first", () => {
  it("nobody is logged in, which is no failure", async () => {
    const { board } = await openTestBoard(bank);
    expect(board.session.current.value).toBeNull();
    expect(board.session.fault.value).toBeUndefined();
  });

  it("it is not known who is logged in, until the collector has answered", async () => {
    const browser = createTestBrowser();
    const release = browser.hold("v1/session");
    const board = createBoard(browser, `${bank.url}/`);
    await browser.idle();
    expect(board.session.current.value).toBeUndefined();
    expect(board.session.busy.value).toBe(true);
    expect(browser.requests).toHaveLength(1);
    release();
    await browser.idle();
    expect(board.session.current.value).toBeNull();
    expect(board.session.busy.value).toBe(false);
  });

  it("a connection that fails is told, and can be tried again", async () => {
    const opened = await openTestBoard(bank);
    opened.browser.answer = () => OFFLINE;
    await opened.board.session.restore();
    expect(opened.board.session.fault.value).toMatchObject({ status: 0, code: "offline" });
    opened.browser.answer = undefined;
    await opened.board.session.restore();
    expect(opened.board.session.fault.value).toBeUndefined();
  });
});

describe("logging in", () => {
  it("takes the right token, tells who it is, and keeps the token nowhere", async () => {
    const opened = await openTestBoard(bank);
    await logInTo(opened, " chief ");
    const { current, token, fault, busy } = opened.board.session;
    expect(current.value).toMatchObject({ name: "chief", role: "admin" });
    expect([token.value, fault.value, busy.value]).toEqual(["", undefined, false]);
    expect([...opened.browser.remembered.values()]).toEqual([]);
  });

  it("tells that a token is wrong, and keeps it to be corrected", async () => {
    const opened = await openTestBoard(bank);
    await logInTo(opened, "nobody");
    const { current, token, fault } = opened.board.session;
    expect(fault.value).toMatchObject({ status: 401 });
    expect([current.value, token.value]).toEqual([null, "nobody"]);
    await logInTo(opened);
    expect(fault.value).toBeUndefined();
    expect(current.value?.name).toBe("chief");
  });

  it("asks for a token where there is none, and sends nothing", async () => {
    const opened = await openTestBoard(bank);
    opened.browser.requests = [];
    await logInTo(opened, "  ");
    expect(opened.board.session.fault.value).toBe("empty");
    expect(opened.browser.requests).toEqual([]);
  });

  it("is sent once, however often it is pressed", async () => {
    const opened = await openTestBoard(bank);
    opened.browser.requests = [];
    opened.board.session.token.value = "chief";
    await Promise.all([opened.board.session.logIn(), opened.board.session.logIn()]);
    expect(opened.browser.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(opened.board.session.current.value?.name).toBe("chief");
  });

  it("tells how long to wait after too many attempts", async () => {
    const opened = await openTestBoard(bank);
    opened.browser.answer = ({ method }) =>
      method === "POST"
        ? Response.json(
            {
              type: "about:blank",
              title: "Too many requests",
              status: 429,
              code: "too_many_guesses",
              detail: "Wait.",
              retryAfterMs: 30_000,
            },
            { status: 429 },
          )
        : undefined;
    await logInTo(opened);
    expect(opened.board.session.fault.value).toMatchObject({ status: 429, retryAfterMs: 30_000 });
  });

  it("is given up after a minute without an answer", async () => {
    const opened = await openTestBoard(bank);
    opened.browser.hold("v1/session");
    opened.board.session.token.value = "chief";
    const attempt = opened.board.session.logIn();
    opened.browser.advance(TIMEOUT_MS - 1);
    expect(opened.board.session.busy.value).toBe(true);
    opened.browser.advance(1);
    await attempt;
    expect(opened.board.session.busy.value).toBe(false);
    expect(opened.board.session.fault.value).toMatchObject({ code: "offline" });
  });
});

describe("a session", () => {
  it("ends with its log-out, and with it goes all that was shown", async () => {
    const opened = await openTestBoardAs("chief", bank);
    const { board } = opened;
    expect(board.figures.results.value.value).toBeDefined();
    expect(board.cases.list.value.value?.cases.length).toBeGreaterThan(0);
    await board.session.logOut();
    await opened.browser.idle();
    expect(board.session.current.value).toBeNull();
    expect(board.session.fault.value).toBeUndefined();
    for (const fetched of [board.figures.results, board.figures.words, board.cases.list, board.cases.open])
      expect(fetched.value).toEqual({ busy: false });
    await board.session.restore();
    expect(board.session.current.value).toBeNull();
  });

  it("goes on where its log-out does not arrive", async () => {
    const opened = await openTestBoardAs("chief", bank);
    opened.browser.answer = ({ method }) => (method === "DELETE" ? OFFLINE : undefined);
    await opened.board.session.logOut();
    expect(opened.board.session.current.value?.name).toBe("chief");
    expect(opened.board.session.fault.value).toMatchObject({ code: "offline" });
  });

  it("that the collector has ended leads back to the login, which says so", async () => {
    const opened = await openTestBoardAs("chief", bank);
    const { board, browser } = opened;
    const cut = await fetch(`${bank.url}/v1/session`, { method: "DELETE", headers: browser.cookieHeader() });
    expect(cut.status).toBe(204);
    board.route.go({ period: "7" });
    await browser.idle();
    expect(board.session.current.value).toBeNull();
    expect(board.session.fault.value).toBe("ended");
    expect(board.figures.results.value.value).toBeUndefined();
    expect(browser.streams.at(-1)?.isClosed).toBe(true);
    browser.requests = [];
    browser.advance(10 * TIMEOUT_MS);
    expect(browser.requests).toEqual([]);
    await logInTo(opened);
    expect(board.session.fault.value).toBeUndefined();
    expect(board.route.view.value.period).toBe("7");
  });

  it("shows the next person nothing that only the one before may see", async () => {
    const opened = await openTestBoardAs("chief", bank);
    const { board, browser } = opened;
    await board.session.logOut();
    const release = browser.hold("v1/cases");
    browser.requests = [];
    board.session.token.value = "care";
    await board.session.logIn();
    await browser.idle();
    expect(board.route.pages.value).toEqual(["calls"]);
    expect(board.figures.results.value).toEqual({ busy: false });
    expect(board.cases.list.value).toEqual({ busy: true });
    release();
    await browser.idle();
    expect(board.cases.list.value.value?.cases.length).toBeGreaterThan(0);
    expect(new Set(browser.requests.map(({ path }) => path))).toEqual(new Set(["v1/session", "v1/cases"]));
  });

  it("of an analyst asks for no case, not even where the address names one", async () => {
    const opened = await openTestBoard(bank, "?case=case-1&page=calls");
    await logInTo(opened, "analyst");
    expect(opened.board.route.page.value).toBe("figures");
    expect(opened.browser.requests.filter(({ path }) => path.startsWith("v1/cases"))).toEqual([]);
  });
});
