import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eraseRecords } from "../../../server-stub/store/erase.ts";
import { openStore } from "../../../server-stub/store/open.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, type Engine, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aCaseNotice, queueIn } from "../../support/notices.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { aToken } from "../../support/tokens.ts";

interface Message {
  id: string;
  webhook: string;
  state: string;
  attempts: number;
  nextAt: string;
  lastError: string | null;
}

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});
async function receive(...values: Parameters<typeof startReceiver>): Promise<Receiver> {
  const receiver = await startReceiver(...values);
  closing.push(receiver);
  return receiver;
}

const START = Date.parse("2026-11-22T11:00:00.000Z");
const MINUTE = 60_000;

describe.each(ENGINES)("delivery over %s", (engine: Engine) => {
  let databases: TestDatabases;
  let databaseUrl: string;
  let time = START;
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases?.close());

  const hook = (receiver: Pick<Receiver, "url">, parts: object = {}) => ({
    name: "ops",
    kind: "json" as const,
    url: receiver.url,
    ...parts,
  });
  /** Opens an empty database with messages in it. */
  const prepare = async (webhooks: Parameters<typeof queueIn>[1], notices: Parameters<typeof queueIn>[2]) => {
    databaseUrl = await databases.create();
    time = START;
    await queueIn(databaseUrl, webhooks, notices);
  };
  /** @param off - milliseconds by which its clock is ahead */
  const start = async (webhooks: readonly object[], more: object = {}, off = 0): Promise<TestCollector> => {
    const site = { key: "pk_shop", origins: ["*"], manifest: "./surveys.json", webhooks };
    const config = { sites: [site], ...more };
    const collector = await startTestCollector({ databaseUrl, config, now: () => new Date(time + off) });
    closing.push(collector);
    return collector;
  };
  const list = async (collector: TestCollector, query = ""): Promise<Message[]> =>
    (await (await collector.get(`/v1/messages?limit=1000${query}`)).json()).messages;
  const resend = (collector: TestCollector, body: unknown) =>
    fetch(`${collector.url}/v1/messages/resend`, {
      method: "POST",
      headers: { Authorization: `Bearer ${collector.adminToken}` },
      body: JSON.stringify(body),
    });

  it("sends in order, each once, however many collectors there are", async () => {
    const receiver = await receive();
    const notices = Array.from({ length: 40 }, () => aCaseNotice());
    await prepare([hook(receiver)], notices);
    const collectors = [await start([hook(receiver)]), await start([hook(receiver)])];
    await Promise.all(collectors.map((one) => one.deliver()));
    await Promise.all(collectors.map((one) => one.deliver()));
    expect(receiver.bodies().map(({ id }) => id)).toEqual(notices.map(({ id }) => id));
    const [one] = collectors;
    expect(one && (await list(one)).every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(
      true,
    );
  });

  it("tries again after longer and longer, and over a restart", async () => {
    const receiver = await receive(() => ({ status: 500 }));
    await prepare([hook(receiver)], [aCaseNotice()]);
    const first = await start([hook(receiver)]);
    await first.deliver();
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      const [message] = await list(first);
      expect(message).toMatchObject({ state: "waiting", attempts: round + 1, lastError: "status 500" });
      const next = Date.parse(message?.nextAt ?? "");
      waits.push(next - time);
      time = next - 1;
      await first.deliver();
      expect(receiver.requests).toHaveLength(round + 1);
      time = next;
      await first.deliver();
    }
    expect(waits).toEqual([2_000, 10_000, 30_000, MINUTE]);
    await closing.pop()?.close();
    receiver.answer(() => ({}));
    // Not only when its time has come: what was in its way may be gone.
    time += 1_000;
    const second = await start([hook(receiver)]);
    await second.deliver();
    expect(await list(second)).toMatchObject([{ state: "sent", attempts: 6, lastError: null }]);
    const ids = receiver.requests.map(({ headers }) => headers["x-askling-id"]);
    expect(new Set(ids).size).toBe(1);
  });

  it("waits as long as Retry-After says", async () => {
    const receiver = await receive(() => ({ status: 429, headers: { "Retry-After": "90" } }));
    await prepare([hook(receiver)], [aCaseNotice(), aCaseNotice()]);
    const collector = await start([hook(receiver)]);
    await collector.deliver();
    expect(receiver.requests).toHaveLength(1);
    const due = new Date(START + 90_000).toISOString();
    expect(await list(collector)).toMatchObject([{ nextAt: due }, { nextAt: due }]);
    time = START + 60_000;
    await collector.deliver();
    expect(receiver.requests).toHaveLength(1);
  });

  it("does not follow redirects", async () => {
    const elsewhere = await receive();
    const receiver = await receive(() => ({ status: 307, headers: { Location: elsewhere.url } }));
    await prepare([hook(receiver)], [aCaseNotice()]);
    const collector = await start([hook(receiver)]);
    await collector.deliver();
    expect(elsewhere.requests).toEqual([]);
    expect(await list(collector)).toMatchObject([{ state: "waiting", lastError: "status 307" }]);
  });

  it("gives up after three days; dead messages are listed and can be sent again", async () => {
    const receiver = await receive(() => ({ status: 404 }));
    const notice = aCaseNotice();
    await prepare([hook(receiver)], [notice]);
    const collector = await start([hook(receiver)]);
    await collector.deliver();
    for (let attempts = 1; attempts < 200; attempts++) {
      const [message] = await list(collector, "&state=waiting");
      if (!message) break;
      time = Date.parse(message.nextAt);
      await collector.deliver();
    }
    expect(time - START).toBeGreaterThan(72 * 60 * MINUTE);
    expect(time - START).toBeLessThan(75 * 60 * MINUTE);
    const [dead] = await list(collector, "&state=dead");
    expect(dead).toMatchObject({ id: notice.id, webhook: "ops", state: "dead", lastError: "status 404" });
    expect(dead?.attempts).toBe(receiver.requests.length);
    const told = collector.entries.filter(({ level, event }) => level === "error" && event === "webhook");
    expect(told).toMatchObject([{ fields: { webhook: "ops", messages: 1 } }]);

    receiver.answer(() => ({}));
    const again = await resend(collector, { id: notice.id, webhook: "ops" });
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({
      id: notice.id,
      state: "waiting",
      attempts: 0,
      lastError: null,
    });
    await collector.deliver();
    expect(await list(collector)).toMatchObject([{ state: "sent" }]);
    expect(receiver.bodies().at(-1)).toMatchObject({ id: notice.id });
  });

  it("a message for a webhook that the configuration no longer has is dead, and says so", async () => {
    const receiver = await receive();
    await prepare([hook(receiver, { name: "gone" })], [aCaseNotice()]);
    const collector = await start([hook(receiver)]);
    await collector.deliver();
    time += 2 * MINUTE;
    await collector.deliver();
    expect(receiver.requests).toEqual([]);
    const [dead] = await list(collector);
    expect(dead).toMatchObject({ state: "dead", lastError: "the configuration has no such webhook" });
    expect((await resend(collector, { id: dead?.id, webhook: "gone" })).status).toBe(422);
  });

  it("a message for a webhook that a collector does not know yet is not given up for another's clock", async () => {
    const receiver = await receive();
    const late = new Date(START - 2 * MINUTE).toISOString();
    await prepare([hook(receiver, { name: "new" })], [aCaseNotice({}, { at: late })]);
    const unknowing = await start([]);
    await unknowing.deliver();
    await unknowing.deliver();
    const knowing = await start([hook(receiver, { name: "new" })], {}, -2 * MINUTE);
    await knowing.deliver();
    expect(await list(knowing)).toMatchObject([{ state: "sent" }]);
  });

  it.each([
    ["a year ahead", 365 * 1440 * MINUTE],
    ["ten minutes ahead", 10 * MINUTE],
    ["an hour behind", -60 * MINUTE],
  ])("a clock that was %s for a moment holds nothing up", async (_name, shift) => {
    const receiver = await receive();
    const notice = aCaseNotice({}, { at: new Date(START + shift).toISOString() });
    await prepare([hook(receiver)], [notice]);
    const collector = await start([hook(receiver)]);
    await collector.deliver();
    expect(receiver.bodies().map(({ id }) => id)).toEqual([notice.id]);

    receiver.answer(() => ({ status: 500 }));
    const other = aCaseNotice();
    await queueIn(databaseUrl, [hook(receiver)], [other]);
    time += shift;
    await collector.deliver();
    time -= shift;
    receiver.answer(() => ({}));
    if (shift === 10 * MINUTE) time += 11 * MINUTE;
    time += 3_000;
    await collector.deliver();
    expect(await list(collector)).toMatchObject([{ state: "sent" }, { state: "sent" }]);
  });

  it("sends each once by collectors whose clocks are a minute apart", async () => {
    const receiver = await receive();
    const notices = Array.from({ length: 40 }, () => aCaseNotice());
    await prepare([hook(receiver)], notices);
    const collectors = [
      await start([hook(receiver)], {}, -MINUTE),
      await start([hook(receiver)]),
      await start([hook(receiver)], {}, MINUTE),
    ];
    for (let round = 0; round < 3; round++) await Promise.all(collectors.map((one) => one.deliver()));
    expect(receiver.bodies().map(({ id }) => id)).toEqual(notices.map(({ id }) => id));
  });

  it("forgets what was sent after 30 days, and keeps what waits", async () => {
    const receiver = await receive();
    const down = await receive(() => ({ status: 503 }));
    const hooks = [hook(receiver), hook(down, { name: "down" })];
    await prepare(hooks, [aCaseNotice()]);
    const collector = await start(hooks);
    await collector.deliver();
    time += 29 * 1440 * MINUTE;
    await collector.sweep();
    expect(await list(collector)).toHaveLength(2);
    time += 2 * 1440 * MINUTE;
    await collector.sweep();
    expect(await list(collector)).toMatchObject([{ webhook: "down", state: "waiting" }]);
  });

  it("a message goes with the record that it is about", async () => {
    const receiver = await receive(() => ({ status: 503 }));
    const record = aRecord();
    await prepare([hook(receiver)], [aCaseNotice({}, { record }), aCaseNotice()]);
    const store = await openStore(databaseUrl);
    await eraseRecords(store, "pk_shop", [record.id], new Date());
    await store.close();
    const collector = await start([hook(receiver)]);
    expect(await list(collector)).toHaveLength(1);
  });

  it("a chat gets a thousand waiting messages combined, within its limits and with none missing", async () => {
    const sentAt: number[] = [];
    const receiver = await receive(() => {
      sentAt.push(time);
      return { body: '{"errcode":0}' };
    });
    const notices = Array.from({ length: 1_000 }, (_, index) =>
      aCaseNotice({ assigned: `branch-${index}-end` }),
    );
    const wecom = hook(receiver, { kind: "wecom" });
    await prepare([wecom], notices);
    const collector = await start([wecom]);
    for (let rounds = 0; rounds < 100 && (await list(collector, "&state=waiting")).length; rounds++) {
      await collector.deliver();
      time += 1_700;
    }
    for (const [index, at] of sentAt.entries()) {
      const inMinute = sentAt.slice(index).filter((other) => other < at + MINUTE);
      expect(inMinute.length).toBeLessThan(20);
    }
    const texts = receiver.bodies().map(({ markdown }) => String(markdown.content));
    expect(texts.length).toBeLessThan(60);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    const told = [...texts.join("\n").matchAll(/branch-(\d+)-end/g)].map(([, index]) => Number(index));
    expect(told).toEqual(notices.map((_, index) => index));
    expect(new Set((await list(collector)).map(({ state }) => state))).toEqual(new Set(["sent"]));
  });

  it("a few cases with long texts lose nothing of them", async () => {
    const receiver = await receive(() => ({ body: '{"errcode":0}' }));
    const wecom = hook(receiver, { kind: "wecom", content: "answers" as const });
    const notices = Array.from({ length: 5 }, (_, index) =>
      aCaseNotice({ text: `${"很长的话".repeat(110)}完${index}` }),
    );
    await prepare([wecom], notices);
    const collector = await start([wecom]);
    for (let round = 0; round < 8; round++) {
      await collector.deliver();
      time += 5_000;
    }
    const texts: string[] = receiver.bodies().map(({ markdown }) => markdown.content);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    expect(texts.join("").match(/完\d/g)).toEqual(notices.map((_, index) => `完${index}`));
  });

  it("an alarm in one sentence that is longer than a message comes whole", async () => {
    const receiver = await receive(() => ({ body: '{"errcode":0}' }));
    const wecom = hook(receiver, { kind: "wecom" });
    const sentence = Array.from({ length: 400 }, (_, index) => `“词语${index}末”`).join("或");
    const alarm = { text: { en: sentence, "zh-CN": sentence } };
    await prepare(
      [wecom],
      [{ id: "alarm:1", kind: "alert", at: new Date(START).toISOString(), data: { alarm } }],
    );
    const collector = await start([wecom]);
    for (let round = 0; round < 4; round++) {
      await collector.deliver();
      time += 5_000;
    }
    const texts: string[] = receiver.bodies().map(({ markdown }) => markdown.content);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    expect(texts.length).toBeGreaterThan(1);
    const told = texts.map((text) => text.replace(/^####.*$|^……还有.*$/gm, "").replace(/\n/g, "")).join("");
    expect(told).toBe(sentence);
    expect(await list(collector)).toMatchObject([{ state: "sent" }]);
  });

  it("a message that cannot be told holds up no other", async () => {
    const receiver = await receive(() => ({ body: '{"errcode":0}' }));
    const wecom = hook(receiver, { kind: "wecom" });
    const notices = [aCaseNotice(), aCaseNotice({ survey: 42 }), aCaseNotice()];
    await prepare([wecom], notices);
    const collector = await start([wecom]);
    for (let round = 0; round < 4; round++) {
      await collector.deliver();
      time += 5_000;
    }
    const found = (await list(collector)).reverse();
    expect(found.map(({ state }) => state)).toEqual(["sent", "waiting", "sent"]);
    expect(found[1]).toMatchObject({ id: notices[1]?.id, lastError: "it cannot be told" });
  });

  it("what a chat turns down with others is sent alone, so that the others arrive", async () => {
    const receiver = await receive(({ body }) => ({
      body: JSON.stringify({ errcode: body.includes("forbidden") ? 430102 : 0 }),
    }));
    const dingtalk = hook(receiver, { kind: "dingtalk" });
    await prepare(
      [dingtalk],
      [aCaseNotice(), aCaseNotice({ assigned: "forbidden" }), aCaseNotice(), aCaseNotice()],
    );
    const collector = await start([dingtalk]);
    for (let round = 0; round < 6; round++) {
      await collector.deliver();
      time += 5_000;
    }
    const states = (await list(collector)).reverse().map(({ state }) => state);
    expect(states).toEqual(["sent", "waiting", "sent", "sent"]);
  });
});

describe("a webhook that never answers", () => {
  it("holds up nobody else, is given up after ten seconds and tried again, and does not keep the collector from stopping", async () => {
    const databases = await openDatabases("sqlite");
    closing.push(databases);
    const databaseUrl = await databases.create();
    const mute = await receive(() => undefined);
    const other = await receive();
    const webhooks = [
      { name: "mute", kind: "json" as const, url: mute.url },
      { name: "other", kind: "json" as const, url: other.url },
    ];
    const at = new Date().toISOString();
    await queueIn(databaseUrl, webhooks, [aCaseNotice({}, { at }), aCaseNotice({}, { at })]);
    const config = { sites: [{ key: "pk_shop", manifest: "./surveys.json", webhooks }] };
    const collector = await startTestCollector({ databaseUrl, config });
    let isOpen = true;
    closing.push({ close: async () => void (isOpen && (await collector.close())) });
    await expect.poll(() => other.requests.length, { timeout: 9_000 }).toBe(2);
    await expect.poll(() => mute.requests.length).toBe(1);
    const waiting = async (): Promise<Message[]> =>
      (await (await collector.get("/v1/messages?state=waiting")).json()).messages;
    await expect
      .poll(async () => (await waiting()).map(({ lastError }) => lastError), { timeout: 20_000 })
      .toEqual(["no answer within 10 s", "no answer within 10 s"]);
    await expect.poll(() => mute.requests.length).toBe(2);
    const began = performance.now();
    await collector.close();
    isOpen = false;
    expect(performance.now() - began).toBeLessThan(9_000);
  }, 60_000);
});

describe("GET /v1/messages", () => {
  it("shows a limited token only messages about records that it may see, and lets it resend no other", async () => {
    const databases = await openDatabases("sqlite");
    closing.push(databases);
    const databaseUrl = await databases.create();
    const down = await receive(() => ({ status: 503 }));
    const webhooks = [{ name: "ops", kind: "json" as const, url: down.url }];
    const of = (branch: string) => aRecord({ user: { id: branch, traits: { branch } } });
    const notices = [
      aCaseNotice({}, { id: "of-north", record: of("north") }),
      aCaseNotice({}, { id: "of-south", record: of("south") }),
      aCaseNotice({}, { id: "of-all" }),
    ];
    await queueIn(databaseUrl, webhooks, notices);
    const where = { "trait.branch": ["north"] };
    const config = {
      sites: [{ key: "pk_shop", manifest: "./surveys.json", webhooks }],
      tokens: [aToken("north", "admin", { where })],
    };
    const collector = await startTestCollector({ databaseUrl, config });
    closing.push(collector);
    const headers = { Authorization: "Bearer north" };
    const { messages } = await (await fetch(`${collector.url}/v1/messages`, { headers })).json();
    expect(messages.map(({ id }: Message) => id)).toEqual(["of-north"]);
    const resend = async (body: unknown) =>
      fetch(`${collector.url}/v1/messages/resend`, { method: "POST", headers, body: JSON.stringify(body) });
    expect((await resend({ id: "of-north", webhook: "ops" })).status).toBe(200);
    expect((await resend({ id: "of-south", webhook: "ops" })).status).toBe(404);
    expect((await resend({ id: "of-all", webhook: "ops" })).status).toBe(404);
    const wrong = await resend({ id: "of-north", webhoook: "ops" });
    expect(wrong.status).toBe(422);
    expect((await wrong.json()).detail).toContain('(did you mean "webhook"?)');
    const odd = await collector.get("/v1/messages?state=died");
    expect(odd.status).toBe(400);
    expect((await odd.json()).detail).toContain('"waiting" or "sent" or "dead"');
  });
});
