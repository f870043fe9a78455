import { request } from "node:http";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { readSettings } from "../../../server-stub/settings.ts";
import {
  startTestCollector,
  type TestCollector,
  type TestCollectorOptions,
} from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { openForm } from "../../support/hosted.ts";
import { startReceiver } from "../../support/receiver.ts";

let collector: TestCollector | undefined;
afterEach(() => collector?.close());

const PUBLIC = "https://ask.example";
/** A site whose pages are the collector's own only. */
const OWN = { key: "pk_shop", manifest: "./surveys.json" };

async function start(options: TestCollectorOptions & { trustProxy?: string[] } = {}) {
  const { trustProxy = [], ...others } = options;
  collector = await startTestCollector({ config: { sites: [OWN], trustProxy }, ...others });
  return collector;
}

/** Sends what `fetch` does not let be sent, such as another `Host`. */
function send(
  url: string,
  method: "POST" | "GET" | "DELETE",
  headers: Record<string, string>,
  body = "",
): Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const batch = () =>
  JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records: [aRecord()] });

type Way = (url: string, headers: Record<string, string>) => ReturnType<typeof send>;
/** Everything that only the collector's own pages may do, and the status of who may. */
const WAYS: [name: string, send: Way, status: number][] = [
  ["a batch", (url, headers) => send(`${url}/v1/batches`, "POST", headers, batch()), 200],
  [
    "a login",
    (url, headers) =>
      send(`${url}/v1/session`, "POST", headers, JSON.stringify({ token: "admin-token-of-a-test" })),
    204,
  ],
  [
    "a plain form",
    async (url, headers) => {
      const page = `${url}/s/order-nps?key=pk_shop`;
      const ticket = /name="ticket" value="([^"]+)"/.exec((await openForm(page)).html)?.[1] ?? "";
      const type = { "Content-Type": "application/x-www-form-urlencoded" };
      return send(page, "POST", { ...headers, ...type }, `${new URLSearchParams({ ticket, answer: "9" })}`);
    },
    200,
  ],
];

describe.each(WAYS)("%s", (_name, attempt, admitted) => {
  it.each<[string, Record<string, string>]>([
    [
      "whose browser says so, though a proxy has renamed the host",
      { Origin: PUBLIC, "Sec-Fetch-Site": "same-origin" },
    ],
    ["of an old browser behind nothing", { Origin: "http://here" }],
  ])("is taken from a page of the collector itself %s", async (_what, headers) => {
    const { url } = await start();
    const own = headers.Origin === "http://here" ? { ...headers, Origin: url } : headers;
    expect((await attempt(url, own)).status).toBe(admitted);
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }],
    ["another site of an old browser", { Origin: "https://evil.example" }],
    ["another site that calls itself typed", { Origin: "https://evil.example", "Sec-Fetch-Site": "none" }],
    ["another host of the same site", { Origin: "https://evil.ask.example", "Sec-Fetch-Site": "same-site" }],
    [
      "a page that names a host which nobody vouches for",
      { Origin: PUBLIC, "X-Forwarded-Host": "ask.example" },
    ],
  ])("is refused from %s", async (_what, headers) => {
    const { url } = await start();
    expect((await attempt(url, headers)).status).toBe(403);
  });

  it("is refused from another scheme of the same host", async () => {
    const { url } = await start();
    expect((await attempt(url, { Origin: url.replace("http:", "https:") })).status).toBe(403);
  });

  it("counts by what a trusted proxy tells of host and scheme", async () => {
    const { url } = await start({ trustProxy: ["127.0.0.1"] });
    const proxy = { "X-Forwarded-Host": "ask.example", "X-Forwarded-Proto": "https" };
    expect((await attempt(url, { Origin: PUBLIC, ...proxy })).status).toBe(admitted);
    expect((await attempt(url, { Origin: "http://ask.example", ...proxy })).status).toBe(403);
    expect((await attempt(url, { Origin: url, ...proxy })).status).toBe(403);
  });

  it("counts by PUBLIC_URL alone where that is set, under a path too", async () => {
    const { url } = await start({ publicUrl: `${PUBLIC}/feedback` });
    expect((await attempt(url, { Origin: PUBLIC })).status).toBe(admitted);
    expect((await attempt(url, { Origin: PUBLIC, "Sec-Fetch-Site": "same-origin" })).status).toBe(admitted);
    expect((await attempt(url, { Origin: url })).status).toBe(403);
    expect((await attempt(url, { Origin: "https://evil.example", Host: "evil.example" })).status).toBe(403);
    const claimed = { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" };
    expect((await attempt(url, claimed)).status).toBe(403);
  });
});

it("a page that hides its origin is the collector's own where the browser says so", async () => {
  const { url } = await start();
  const status = async (headers: Record<string, string>) =>
    (await send(`${url}/v1/batches`, "POST", headers, batch())).status;
  expect(await status({ Origin: "null", "Sec-Fetch-Site": "same-origin" })).toBe(200);
  expect(await status({ Origin: "null", "Sec-Fetch-Site": "cross-site" })).toBe(403);
  expect(await status({ Origin: "null" })).toBe(403);
});

it("a refused page can read why, and gets no credentials", async () => {
  const { url } = await start();
  const answer = await send(`${url}/v1/batches`, "POST", { Origin: "https://elsewhere.example" }, batch());
  expect(answer.status).toBe(403);
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  expect(JSON.parse(answer.text)).toMatchObject({ code: "origin_refused" });
});

describe("the log", () => {
  const refusals = () => collector?.entries.filter(({ event }) => event === "origin_refused") ?? [];

  it("tells of a refused origin once, as what somebody claims, and how to allow it", async () => {
    const { url } = await start();
    for (let time = 0; time < 3; time += 1)
      await send(`${url}/v1/batches`, "POST", { Origin: "https://shop.example" }, batch());
    expect(refusals()).toMatchObject([
      {
        level: "warning",
        message: expect.stringMatching(/says it is from.*"origins"/),
        fields: { origin: "https://shop.example", site: "pk_shop" },
      },
    ]);
  });

  it("does not grow with what is claimed", async () => {
    const { url } = await start();
    for (let time = 0; time < 60; time += 1)
      await send(
        `${url}/v1/batches`,
        "POST",
        { Origin: `https://${"x".repeat(500)}${time}.example` },
        batch(),
      );
    for (let time = 0; time < 60; time += 1)
      await send(`${url}/v1/batches`, "POST", { Origin: `https://no-${time}.example` }, batch());
    expect(refusals().length).toBeLessThanOrEqual(20);
    for (const { fields } of refusals()) expect(String(fields.origin).length).toBeLessThanOrEqual(200);
  });

  const untold = () => collector?.entries.filter(({ event }) => event === "proxy_not_trusted") ?? [];

  it("says once that X-Forwarded-For comes from an address that is not trusted", async () => {
    const { url } = await start();
    for (let time = 0; time < 3; time += 1)
      await send(`${url}/v1/batches`, "POST", { "X-Forwarded-For": "203.0.113.7" }, batch());
    expect(untold()).toMatchObject([
      { level: "warning", message: expect.stringContaining('"trustProxy"'), fields: { proxy: "127.0.0.1" } },
    ]);
    expect(JSON.stringify(collector?.entries)).not.toContain("203.0.113.7");
  });

  it("says nothing of a proxy that is trusted", async () => {
    const { url } = await start({ trustProxy: ["127.0.0.0/8"] });
    await send(`${url}/v1/batches`, "POST", { "X-Forwarded-For": "203.0.113.7" }, batch());
    expect(untold()).toEqual([]);
  });
});

it("cookies are for https where PUBLIC_URL is", async () => {
  const { url } = await start({ publicUrl: PUBLIC });
  const answer = await send(
    `${url}/v1/session`,
    "POST",
    { "Sec-Fetch-Site": "same-origin" },
    JSON.stringify({ token: "admin-token-of-a-test" }),
  );
  expect(String(answer.headers["set-cookie"])).toMatch(/; Secure/);
});

it("a message leads to PUBLIC_URL, whatever address a request was sent to", async () => {
  const receiver = await startReceiver(() => ({}));
  onTestFinished(() => receiver.close());
  const webhooks = [{ name: "ops", kind: "json", url: receiver.url, on: ["case"] }];
  const followUp = [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }];
  const {
    url,
    followUp: look,
    deliver,
  } = await start({
    config: { sites: [{ ...OWN, origins: ["*"], webhooks, followUp }] },
    publicUrl: PUBLIC,
  });
  const records = [aRecord({ answers: { score: 2 }, state: "complete" })];
  const evil = { Host: "evil.example", Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" };
  const body = JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records });
  expect((await send(`${url}/v1/batches`, "POST", evil, body)).status).toBe(200);
  await look();
  await deliver();
  const told = receiver.requests.map(({ body: text }) => text).join();
  expect(told).toContain(`"url":"${PUBLIC}/board?page=calls&site=pk_shop&case=`);
  expect(told).not.toContain("evil");
});

it.each([
  ["ask.example", "PUBLIC_URL"],
  ["ftp://ask.example", "PUBLIC_URL"],
  ["https://user:pw@ask.example", "PUBLIC_URL"],
  ["https://ask.example/?a=1", "PUBLIC_URL"],
  ["", "PUBLIC_URL"],
])("PUBLIC_URL %j is refused", (value, name) => {
  expect(() => readSettings({ PUBLIC_URL: value })).toThrow(name);
});

it("PUBLIC_URL is read with or without a slash at its end", () => {
  expect(readSettings({ PUBLIC_URL: "https://Ask.Example/" }).publicUrl).toBe("https://ask.example");
  expect(readSettings({ PUBLIC_URL: "http://ask.example:8080/a/" }).publicUrl).toBe(
    "http://ask.example:8080/a",
  );
  expect(readSettings({}).publicUrl).toBeUndefined();
});
