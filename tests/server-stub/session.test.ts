import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startTestCollector, type TestCollector, type TestCollectorOptions } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { ENGINES, type Engine, openDatabases } from "../support/engines.ts";
import { aToken } from "../support/tokens.ts";

const HOUR_MS = 3_600_000;
const manifest = "./surveys.json";
const CONFIG = {
  sites: [
    { key: "one", manifest, retentionDays: 90 },
    { key: "two", manifest },
  ],
  tokens: [
    aToken("analyst", "analyst"),
    aToken("care", "care"),
    aToken("north", "admin", { sites: ["one"], where: { "trait.branch": ["north"] } }),
  ],
  timeZone: "Asia/Shanghai",
};

/** A browser that keeps the one cookie. */
function openBrowserAt(collector: TestCollector) {
  const browser = {
    cookie: "",
    lastSet: "",
    async ask(method: string, path: string, { body, ...headers }: Record<string, string> = {}) {
      const response = await fetch(collector.url + path, {
        method,
        headers: { ...(browser.cookie ? { Cookie: browser.cookie } : {}), ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const set = response.headers.get("set-cookie");
      if (set) {
        browser.lastSet = set;
        browser.cookie = set.replace(/;.*/, "");
      }
      return response;
    },
    logIn: (token: string, headers: Record<string, string> = {}) =>
      browser.ask("POST", "/v1/session", { body: JSON.stringify({ token }), ...headers }),
  };
  return browser;
}

async function start(options: TestCollectorOptions = {}): Promise<TestCollector> {
  const collector = await startTestCollector({ config: CONFIG, ...options });
  onTestFinished(() => collector.close());
  return collector;
}

describe("logging in", () => {
  it("gives a cookie that neither scripts nor other sites can use", async () => {
    const browser = openBrowserAt(await start());
    const response = await browser.logIn("analyst");
    expect(response.status).toBe(204);
    expect(browser.lastSet).toMatch(/^askling_session=[\w-]{43};/);
    const attributes = browser.lastSet.split("; ").slice(1).sort();
    expect(attributes).toEqual(["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Strict"]);
  });

  it("gives a cookie for encrypted ways only where the page came over one", async () => {
    const collector = await start();
    const browser = openBrowserAt(collector);
    const origin = collector.url.replace("http:", "https:");
    expect((await browser.logIn("analyst", { Origin: origin, "Sec-Fetch-Site": "same-origin" })).status).toBe(
      204,
    );
    expect(browser.lastSet).toContain("; Secure");
  });

  it("tells who is logged in and what there is to see", async () => {
    const browser = openBrowserAt(await start());
    await browser.logIn("north");
    expect(await (await browser.ask("GET", "/v1/session")).json()).toEqual({
      name: "north",
      role: "admin",
      sites: [
        {
          key: "one",
          retentionDays: 90,
          surveys: [{ id: "order-nps", name: null, current: true }],
          dimensions: [],
        },
      ],
      where: { "trait.branch": ["north"] },
      timeZone: "Asia/Shanghai",
      publicUrl: null,
    });
  });

  it.each([
    ['{"token":"nobody"}', 401, "unauthorized"],
    ['{"token":""}', 422, "invalid_login"],
    ['{"token":7}', 422, "invalid_login"],
    ['{"token":"analyst","role":"admin"}', 422, "invalid_login"],
    ["analyst", 400, "invalid_json"],
  ])("with %s is answered %i %s", async (body, status, code) => {
    const browser = openBrowserAt(await start());
    const response = await browser.ask("POST", "/v1/session", { body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code });
    expect(response.headers.get("set-cookie")).toBeNull();
    expect((await browser.ask("GET", "/v1/session")).status).toBe(401);
  });

  it("ends the session that the browser had, and never takes a value from outside", async () => {
    const collector = await start();
    const browser = openBrowserAt(collector);
    browser.cookie = `askling_session=${"a".repeat(43)}`;
    await browser.logIn("analyst");
    const first = browser.cookie;
    expect(first).not.toContain("aaaa");
    await browser.logIn("care");
    expect(browser.cookie).not.toBe(first);
    const thief = openBrowserAt(collector);
    thief.cookie = first;
    expect((await thief.ask("GET", "/v1/session")).status).toBe(401);
  });

  it("makes who guesses tokens or sessions wait", async () => {
    const collector = await start();
    const statuses = new Set<number>();
    for (let round = 0; round < 160; round++) {
      statuses.add((await openBrowserAt(collector).logIn(`guess-${round}`)).status);
      const thief = openBrowserAt(collector);
      thief.cookie = `askling_session=guess-${round}`;
      statuses.add((await thief.ask("GET", "/v1/overview?key=one")).status);
    }
    expect([...statuses]).toEqual([401, 429]);
  });
});

describe("a session", () => {
  it("stands for its token on every route, with its role, sites and where", async () => {
    const collector = await start();
    const from = (branch: string) => aRecord({ user: { traits: { branch } } });
    await collector.post([from("north"), from("south")], { key: "one" });
    const browser = openBrowserAt(collector);
    await browser.logIn("north");
    const results = await browser.ask("GET", "/v1/surveys/order-nps/results?key=one");
    expect(await results.json()).toMatchObject({ shown: 1 });
    expect((await browser.ask("GET", "/v1/surveys/order-nps/results?key=two")).status).toBe(403);
    await browser.logIn("care");
    expect((await browser.ask("GET", "/v1/surveys/order-nps/results?key=one")).status).toBe(403);
  });

  it("gives way to a token in the header", async () => {
    const browser = openBrowserAt(await start());
    await browser.logIn("analyst");
    const response = await browser.ask("GET", "/v1/overview?key=one", { Authorization: "Bearer nobody" });
    expect(response.status).toBe(401);
  });

  it("ends with the token, as soon as the configuration no longer has it", async () => {
    const collector = await start();
    const browser = openBrowserAt(collector);
    await browser.logIn("analyst");
    expect((await browser.ask("GET", "/v1/overview?key=one")).status).toBe(200);
    writeFileSync(join(collector.folder, "askling.config.json"), JSON.stringify({ ...CONFIG, tokens: [] }));
    await vi.waitFor(
      async () => expect((await browser.ask("GET", "/v1/overview?key=one")).status).toBe(401),
      10_000,
    );
    expect((await browser.ask("GET", "/v1/session")).status).toBe(401);
  });

  it("ends its stream when somebody logs out", async () => {
    const collector = await start();
    const browser = openBrowserAt(collector);
    await browser.logIn("analyst");
    const stream = await browser.ask("GET", "/v1/stream?key=one");
    expect(stream.status).toBe(200);
    const ended = stream.text();
    await browser.ask("DELETE", "/v1/session");
    expect(await ended).toContain(": open");
  });
});

describe("a page of another site", () => {
  const foreign: Record<string, string>[] = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ];
  it.each(foreign)(
    "(%o) can neither log in, nor out, nor change anything with a session",
    async (headers) => {
      const collector = await start();
      await collector.post([aRecord({ id: "the-record-to-keep" })], { key: "one" });
      const browser = openBrowserAt(collector);
      await browser.logIn("north");
      expect((await browser.logIn("analyst", headers)).status).toBe(403);
      expect((await browser.ask("DELETE", "/v1/session", headers)).status).toBe(403);
      const tagging = { ...headers, body: '{"tags":["x"]}' };
      expect((await browser.ask("PATCH", "/v1/records/the-record-to-keep?key=one", tagging)).status).toBe(
        403,
      );
      expect((await browser.ask("DELETE", "/v1/records/the-record-to-keep?key=one", headers)).status).toBe(
        403,
      );
      expect((await browser.ask("GET", "/v1/session")).status).toBe(200);
    },
  );

  it("is told from the collector's own, which may", async () => {
    const collector = await start();
    await collector.post([aRecord({ id: "the-record-to-tag", user: { traits: { branch: "north" } } })], {
      key: "one",
    });
    const browser = openBrowserAt(collector);
    await browser.logIn("north", { Origin: collector.url });
    for (const headers of [{ Origin: collector.url }, { "Sec-Fetch-Site": "same-origin" }]) {
      const tagging = { ...headers, body: '{"tags":["x"]}' };
      expect((await browser.ask("PATCH", "/v1/records/the-record-to-tag?key=one", tagging)).status).toBe(200);
    }
  });
});

describe.each(ENGINES)("sessions over %s", (engine: Engine) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.reverse()) await close();
    closing.length = 0;
  });
  const open = async () => {
    const databases = await openDatabases(engine);
    closing.push(databases.close);
    const clock = { now: new Date("2026-11-22T08:00:00Z") };
    const databaseUrl = await databases.create();
    const startOne = async () => {
      const collector = await startTestCollector({ config: CONFIG, databaseUrl, now: () => clock.now });
      closing.push(collector.close);
      return collector;
    };
    const wait = (hours: number) => {
      clock.now = new Date(clock.now.getTime() + hours * HOUR_MS);
    };
    return { startOne, wait };
  };

  it("are known to every collector, and ended for all", async () => {
    const { startOne } = await open();
    const here = openBrowserAt(await startOne());
    const there = openBrowserAt(await startOne());
    await here.logIn("analyst");
    const { cookie } = here;
    there.cookie = cookie;
    expect((await there.ask("GET", "/v1/session")).status).toBe(200);
    expect((await here.ask("DELETE", "/v1/session")).status).toBe(204);
    expect(here.lastSet).toContain("Max-Age=0");
    expect((await there.ask("GET", "/v1/session")).status).toBe(401);
  });

  it("live on while they are used, and end twelve hours after that", async () => {
    const { startOne, wait } = await open();
    const browser = openBrowserAt(await startOne());
    await browser.logIn("analyst");
    wait(11);
    expect((await browser.ask("GET", "/v1/session")).status).toBe(200);
    wait(11);
    expect((await browser.ask("GET", "/v1/session")).status).toBe(200);
    wait(12.1);
    expect((await browser.ask("GET", "/v1/session")).status).toBe(401);
  });

  it("get a fresh value once a day, and the old one soon is worth nothing", async () => {
    const { startOne, wait } = await open();
    const collector = await startOne();
    const browser = openBrowserAt(collector);
    await browser.logIn("analyst");
    const old = browser.cookie;
    for (const hours of [11, 11]) {
      wait(hours);
      await browser.ask("GET", "/v1/session");
    }
    expect(browser.cookie).toBe(old);
    wait(3);
    const [one, other] = await Promise.all([
      browser.ask("GET", "/v1/session"),
      browser.ask("GET", "/v1/session"),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const fresh = [one, other].flatMap((response) => response.headers.get("set-cookie") ?? []);
    expect(fresh).toHaveLength(1);
    expect(browser.cookie).not.toBe(old);
    const thief = openBrowserAt(collector);
    thief.cookie = old;
    wait(0.1);
    expect((await thief.ask("GET", "/v1/session")).status).toBe(401);
    expect((await browser.ask("GET", "/v1/session")).status).toBe(200);
  });

  it("end after seven days however much they are used", async () => {
    const { startOne, wait } = await open();
    const browser = openBrowserAt(await startOne());
    await browser.logIn("analyst");
    for (let hours = 0; hours + 10 < 7 * 24; hours += 10) {
      wait(10);
      expect((await browser.ask("GET", "/v1/session")).status).toBe(200);
    }
    wait(10);
    expect((await browser.ask("GET", "/v1/session")).status).toBe(401);
  });
});
