import type { BrowserDependencies, StreamHandlers } from "../../server-stub/board/browser.ts";
import { type Board, createBoard } from "../../server-stub/board/model/board.ts";
import type { TestCollector } from "./collector.ts";

/** A stream that a board has opened. */
export interface TestStream extends StreamHandlers {
  url: URL;
  isClosed: boolean;
}

/** A request of a board. */
export interface BoardRequest {
  method: string;
  /** Without the leading slash, such as `v1/cases`. */
  path: string;
  parameters: URLSearchParams;
  headers: Headers;
  body: unknown;
}

/**
 * What a board runs in without a browser: requests go to a real collector, with a cookie as a browser keeps it; time,
 * streams and the page are in the test's hands.
 */
export interface TestBrowser extends BrowserDependencies {
  /** All requests so far, oldest first. */
  requests: BoardRequest[];
  /** Those for a path since `requests` was emptied last. */
  requestsFor(path: string): BoardRequest[];
  /**
   * Answers in the collector's place while set; an `Error` is a connection that fails, nothing lets the request
   * through. Default: none.
   */
  answer: ((request: BoardRequest) => Response | Error | undefined) | undefined;
  /** Holds requests for a path back, until the function it returns is called. */
  hold(path: string): () => void;
  /** The cookie that it keeps, for requests of the test's own. */
  cookieHeader(): Record<string, string>;
  /** Lets time pass: runs what is due, in order. */
  advance(ms: number): void;
  /** Waits until nothing is under way save what is held back. */
  idle(): Promise<void>;
  /** Streams that were opened, oldest first. */
  streams: TestStream[];
  /** The queries of addresses that can be gone back to, the current one last. */
  history: string[];
  goBack(): void;
  remembered: Map<string, string>;
  /** How the page looks. */
  looks: { language: string; title: string; scheme: string } | undefined;
  /** What is on the clipboard; `undefined`: it may not be written. */
  clipboard: string | undefined;
  files: { name: string; type: string; content: string }[];
}

interface Task {
  at: number;
  run(): void;
}

/** @param search - query of the address at first */
export function createTestBrowser(search = ""): TestBrowser {
  let time = Date.now();
  let cookie = "";
  const tasks = new Set<Task>();
  const held = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<unknown>>();
  const returnTasks: (() => void)[] = [];

  const later: BrowserDependencies["later"] = (ms, run) => {
    const task = { at: time + ms, run };
    tasks.add(task);
    return () => tasks.delete(task);
  };
  const pass = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookie) headers.set("Cookie", cookie);
    const response = await fetch(url, { ...init, headers });
    const set = response.headers.get("set-cookie");
    if (set) cookie = set.replace(/;.*/, "");
    // Read here, so that it is known when all of it is there.
    const body = await response.text();
    return new Response(body || null, { status: response.status, headers: response.headers });
  };
  const browser: TestBrowser = {
    requests: [],
    requestsFor: (path) => browser.requests.filter((request) => request.path === path),
    answer: undefined,
    hold(path) {
      let release = () => {};
      held.set(path, new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(path);
        release();
      };
    },
    async fetch(input, init = {}) {
      const url = new URL(String(input));
      const request: BoardRequest = {
        method: init.method ?? "GET",
        path: url.pathname.slice(1),
        parameters: url.searchParams,
        headers: new Headers(init.headers),
        body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
      };
      browser.requests.push(request);
      const wait = held.get(request.path);
      if (wait) await Promise.race([wait, abortOf(init.signal)]);
      init.signal?.throwIfAborted();
      const given = browser.answer?.(request);
      if (given instanceof Error) throw given;
      if (given) return given;
      const answer = pass(url.href, init);
      const done = answer.catch(() => {}).finally(() => underWay.delete(done));
      underWay.add(done);
      return answer;
    },
    cookieHeader: () => ({ Cookie: cookie }),
    now: () => new Date(time),
    later,
    timeout(ms) {
      const controller = new AbortController();
      later(ms, () => controller.abort(new DOMException("It took too long.", "TimeoutError")));
      return controller.signal;
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const due = [...tasks].filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0];
        if (!due) break;
        tasks.delete(due);
        time = due.at;
        due.run();
      }
      time = end;
    },
    async idle() {
      do {
        await Promise.all(underWay);
        // What an answer leads to begins before the next turn of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
      } while (underWay.size);
    },
    streams: [],
    listen(url, handlers) {
      const stream = { ...handlers, url: new URL(url), isClosed: false };
      browser.streams.push(stream);
      return () => {
        stream.isClosed = true;
      };
    },
    history: [search],
    goBack() {
      browser.history.pop();
      for (const task of returnTasks) task();
    },
    remembered: new Map(),
    looks: undefined,
    page: {
      search: () => browser.history.at(-1) ?? "",
      go: (next) => void browser.history.push(next),
      onReturn: (task) => void returnTasks.push(task),
      recall: (name) => browser.remembered.get(name),
      remember: (name, value) => void browser.remembered.set(name, value),
      languages: () => ["en-GB"],
      applyLooks(looks) {
        browser.looks = looks;
      },
    },
    clipboard: "",
    async copy(text) {
      if (browser.clipboard === undefined) return false;
      browser.clipboard = text;
      return true;
    },
    files: [],
    saveFile: (name, type, content) => void browser.files.push({ name, type, content }),
    print() {},
  };
  return browser;
}

/** Rejects when a request is called off. */
function abortOf(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
}

/** A board, and what it runs in. */
export interface TestBoard {
  board: Board;
  browser: TestBrowser;
}

/** The board of a collector at the login. */
export async function openTestBoard(collector: TestCollector, search = ""): Promise<TestBoard> {
  const browser = createTestBrowser(search);
  const board = createBoard(browser, `${collector.url}/`);
  await browser.idle();
  return { board, browser };
}

/** Logs in with a token, and waits until all that is shown is there. */
export async function logInTo({ board, browser }: TestBoard, token = "chief"): Promise<void> {
  board.session.token.value = token;
  await board.session.logIn();
  await browser.idle();
}

/** The board as a token sees it, with everything there and no request noted. */
export async function openTestBoardAs(
  token: string,
  collector: TestCollector,
  search = "",
): Promise<TestBoard> {
  const opened = await openTestBoard(collector, search);
  await logInTo(opened, token);
  opened.browser.requests = [];
  return opened;
}
