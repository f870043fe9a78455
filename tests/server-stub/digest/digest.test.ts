import { afterEach, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases } from "../../support/engines.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

const DAY = 86_400_000;
/** Ten in the morning in Shanghai. */
const TEN = Date.parse("2026-11-22T02:00:00Z");
let time = TEN;

async function receive(...values: Parameters<typeof startReceiver>): Promise<Receiver> {
  const receiver = await startReceiver(...values);
  closing.push(receiver);
  return receiver;
}
async function start(
  databaseUrl: string,
  receiver: Receiver,
  parts: { digest?: object; webhook?: object; more?: object[]; site?: object } = {},
): Promise<TestCollector> {
  const webhook = { name: "ops", kind: "json", url: receiver.url, on: ["case"], ...parts.webhook };
  const digest = { at: "10:30", by: "trait.branch", webhook: "ops", ...parts.digest };
  const collector = await startTestCollector({
    databaseUrl,
    now: () => new Date(time),
    config: {
      sites: [
        {
          key: "pk_shop",
          origins: ["*"],
          manifest: "./surveys.json",
          webhooks: [webhook, ...(parts.more ?? [])],
          digest,
          ...parts.site,
        },
      ],
      timeZone: "Asia/Shanghai",
    },
  });
  closing.push(collector);
  return collector;
}
async function work(collector: TestCollector): Promise<void> {
  await collector.drawDigests();
  await collector.deliver();
}
async function answer(
  collector: TestCollector,
  daysAgo: number,
  branch: string,
  scores: readonly number[],
): Promise<void> {
  const shownAt = new Date(time - daysAgo * DAY).toISOString();
  const user = { id: `of ${branch}`, traits: { branch } };
  const records = scores.map((score) => aRecord({ shownAt, changedAt: shownAt, answers: { score }, user }));
  records.push(aRecord({ shownAt, changedAt: shownAt, state: "shown", answers: {}, user }));
  expect((await collector.post(records)).status).toBe(200);
}

describe.each(ENGINES)("the digest over %s", (engine) => {
  const open = async () => {
    time = TEN;
    const databases = await openDatabases(engine);
    closing.push(databases);
    return databases.create();
  };

  it("tells of the day before, by group, once a day from the time it is set for", async () => {
    const databaseUrl = await open();
    const receiver = await receive();
    const collector = await start(databaseUrl, receiver);
    await answer(collector, 9, "north", [0, 0, 0, 0, 0]);
    await answer(collector, 4, "north", [9, 9, 8, 0, 0]);
    await answer(collector, 1, "north", [9, 10, 10, 10, 8, 3]);
    await answer(collector, 1, "south", [0, 0]);
    await answer(collector, 0, "north", [0, 0, 0, 0, 0, 0]);
    await work(collector);
    expect(receiver.requests).toEqual([]);
    time = Date.parse("2026-11-22T02:30:00Z");
    await work(collector);
    await work(collector);
    expect(receiver.requests).toHaveLength(1);
    const [body] = receiver.bodies();
    expect(body).toMatchObject({ id: "digest:pk_shop:2026-11-21", kind: "digest", site: "pk_shop" });
    const north = { value: "north", shown: 7, answered: 6, n: 6, score: 50, change: 50 };
    expect(body.digest).toMatchObject({
      day: "2026-11-21",
      by: "trait.branch",
      surveys: [
        {
          survey: "order-nps",
          question: "score",
          figure: "nps",
          shown: 10,
          answered: 8,
          n: 8,
          score: 12.5,
          change: 12.5,
          // Fewer than five answers of a group stay hidden.
          groups: [north, { value: "south", shown: 3, answered: 2, n: 2, score: null, change: null }],
        },
      ],
    });
    time += DAY;
    await work(collector);
    expect(receiver.bodies().map(({ digest }) => digest.day)).toEqual(["2026-11-21", "2026-11-22"]);
  });

  it("is sent once over restarts and by several collectors, and late by one that was down", async () => {
    const databaseUrl = await open();
    const receiver = await receive();
    time = Date.parse("2026-11-22T14:00:00Z");
    const collectors = [await start(databaseUrl, receiver), await start(databaseUrl, receiver)];
    await Promise.all(collectors.map(work));
    await Promise.all(collectors.map(work));
    expect(receiver.requests).toHaveLength(1);
    await closing.pop()?.close();
    await work(await start(databaseUrl, receiver));
    expect(receiver.requests).toHaveLength(1);
  });
});

describe.each(ENGINES)("a clock that was ahead, over %s", (engine) => {
  it("takes no day from the digest, though it was drawn too early", async () => {
    time = TEN + DAY / 24;
    const databases = await openDatabases(engine);
    closing.push(databases);
    const receiver = await receive();
    const collector = await start(await databases.create(), receiver);
    await answer(collector, 0, "north", [9]);
    const days = () => receiver.bodies().map(({ digest }) => [digest.day, digest.surveys[0]?.answered ?? 0]);
    await work(collector);
    time += DAY;
    await work(collector);
    time -= DAY;
    await work(collector);
    await answer(collector, 0, "north", [9, 8]);
    time += DAY;
    await work(collector);
    await work(collector);
    expect(days()).toEqual([
      ["2026-11-21", 0],
      ["2026-11-22", 1],
      ["2026-11-22", 3],
    ]);
  });
});

describe("a digest", () => {
  const open = async () => {
    time = Date.parse("2026-11-22T03:00:00Z");
    const databases = await openDatabases("sqlite");
    closing.push(databases);
    return databases.create();
  };

  it("tells of the unhappy: cases opened and recovered on the day, and those open and overdue", async () => {
    const receiver = await receive();
    const databaseUrl = await open();
    time = TEN - DAY;
    const followUp = [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }];
    const collector = await start(databaseUrl, receiver, { site: { followUp } });
    await answer(collector, 0, "north", [0, 1, 9, 10, 10]);
    await answer(collector, 0, "south", [2]);
    await collector.followUp();
    const headers = { Authorization: `Bearer ${collector.adminToken}`, "If-Match": '"1"' };
    const { cases } = await (await collector.get("/v1/cases")).json();
    const south = cases.find((one: { traits: { branch: string } }) => one.traits.branch === "south");
    await fetch(`${collector.url}/v1/cases/${south.id}`, {
      method: "PATCH",
      headers,
      body: JSON.stringify({ status: "contacted" }),
    });
    // Before the time at which the digest may be drawn by itself.
    time = TEN + 20 * 60_000;
    await answer(collector, 0, "north", [3]);
    // Given yesterday, and on its way until today.
    await answer(collector, 1, "south", [4]);
    await collector.followUp();
    time = TEN + 3_600_000;
    await work(collector);
    const digest = receiver.bodies().at(-1).digest;
    expect(digest).toMatchObject({
      surveys: [
        {
          unhappy: 4,
          open: 5,
          overdue: 2,
          recovered: 0,
          groups: [
            { value: "north", unhappy: 2, open: 3, overdue: 2, recovered: 0 },
            { value: "south", unhappy: 2, open: 2, overdue: 0, recovered: 0 },
          ],
        },
      ],
    });
    const kinds = receiver.bodies().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "case")).toHaveLength(5);
    const [told] = receiver.bodies();
    expect(told.case).toMatchObject({ survey: "order-nps", status: "open", level: 1 });
    expect(told.case).not.toHaveProperty("answers");
    expect(told.case).not.toHaveProperty("score");
  });

  it("goes to every webhook that listens to digests too", async () => {
    const receiver = await receive();
    const other = await receive();
    const deaf = await receive();
    const hook = (name: string, url: string, on?: string[]) => ({
      name,
      kind: "json",
      url,
      ...(on ? { on } : {}),
    });
    const collector = await start(await open(), receiver, {
      more: [hook("other", other.url, ["digest"]), hook("deaf", deaf.url)],
    });
    await work(collector);
    expect([receiver, other, deaf].map(({ requests }) => requests.length)).toEqual([1, 1, 0]);
  });

  it("keeps within the where of its webhook", async () => {
    const receiver = await receive();
    const databaseUrl = await open();
    time -= 3_600_000;
    const collector = await start(databaseUrl, receiver, {
      webhook: { where: { "trait.branch": ["north"] } },
    });
    await answer(collector, 1, "north", [9, 9, 9, 9, 9]);
    await answer(collector, 1, "south", [0, 0, 0, 0, 0]);
    time += 3_600_000;
    await work(collector);
    const [{ digest } = { digest: undefined }] = receiver.bodies();
    expect(digest).toMatchObject({ surveys: [{ answered: 5, score: 100, groups: [{ value: "north" }] }] });
    expect(receiver.requests[0]?.body).not.toContain("south");
  });

  it("hides the score of the few that the where of its webhook leaves, and a change to or from a few", async () => {
    const receiver = await receive();
    const databaseUrl = await open();
    time -= 3_600_000;
    const all = await receive();
    const chat = await receive(() => ({ body: '{"errcode":0}' }));
    const south = { "trait.branch": ["south"] };
    const collector = await start(databaseUrl, receiver, {
      webhook: { where: south },
      more: [
        { name: "all", kind: "json", url: all.url, on: ["digest"] },
        { name: "chat", kind: "wecom", url: chat.url, on: ["digest"], where: south },
      ],
    });
    await answer(collector, 2, "south", [9, 9, 9, 9, 9, 9]);
    await answer(collector, 2, "east", [9]);
    await answer(collector, 1, "south", [0, 0, 10]);
    await answer(collector, 1, "east", [9, 9, 9, 9, 0]);
    time += 3_600_000;
    await work(collector);
    const hidden = { n: 3, score: null, change: null };
    const [{ digest } = { digest: undefined }] = receiver.bodies();
    expect(digest.surveys).toMatchObject([
      { answered: 3, ...hidden, groups: [{ value: "south", ...hidden }] },
    ]);
    expect(chat.bodies()[0].markdown.content).toMatch(/展示 4 次，回答 3 份；回答太少，不显示得分/);
    // East's five answers are told, and not how they differ from a single one.
    expect(all.bodies()[0].digest.surveys).toMatchObject([
      {
        n: 8,
        score: 25,
        change: -75,
        groups: [
          { value: "east", n: 5, score: 60, change: null },
          { value: "south", ...hidden },
        ],
      },
    ]);
  });

  it("is told in words where people read it", async () => {
    const receiver = await receive(() => ({ body: '{"code":0}' }));
    const databaseUrl = await open();
    time -= 3_600_000;
    const collector = await start(databaseUrl, receiver, { webhook: { kind: "feishu" } });
    await answer(collector, 2, "north", [9, 9, 9, 9, 0]);
    await answer(collector, 1, "north", [9, 9, 9, 0, 0]);
    await answer(collector, 1, "*south*", [0]);
    time += 3_600_000;
    await work(collector);
    const [{ card }] = receiver.bodies();
    expect(card.header.title.content).toBe("Askling · pk_shop · 每日摘要 2026-11-21");
    expect(card.elements).toEqual([
      {
        tag: "div",
        text: {
          tag: "plain_text",
          content: [
            "order-nps：展示 8 次，回答 6 份；NPS 0（较此前七天 −60）",
            "· north：展示 6 次，回答 5 份；NPS 20（较此前七天 −40）",
            "· ＊south＊：展示 2 次，回答 1 份；回答太少，不显示得分",
          ].join("\n"),
        },
      },
    ]);
  });

  it("that is too large for a chat says how much is left out", async () => {
    const receiver = await receive(() => ({ body: '{"errcode":0}' }));
    const databaseUrl = await open();
    time -= 3_600_000;
    const collector = await start(databaseUrl, receiver, { webhook: { kind: "wecom" } });
    for (let branch = 0; branch < 80; branch++) await answer(collector, 1, `branch ${branch}`, [9]);
    time += 3_600_000;
    await work(collector);
    const [{ markdown }] = receiver.bodies();
    expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4_096);
    const shown = markdown.content.match(/· branch \d+/g).length;
    expect(markdown.content).toContain(`……还有 ${80 - shown} 条`);
    expect(shown).toBeGreaterThan(20);
  });

  it("that is too large for a chat comes in several messages, the worst first, also over a restart", async () => {
    const receiver = await receive(() => ({ body: '{"errcode":0}' }));
    const databaseUrl = await open();
    time -= 3_600_000;
    const parts = { webhook: { kind: "wecom" } };
    let collector = await start(databaseUrl, receiver, parts);
    for (let branch = 0; branch < 80; branch++) {
      const scores = Array.from({ length: 5 }, (_, index) => (index < branch % 6 ? 10 : 0));
      await answer(collector, 1, `branch ${branch}`, scores);
    }
    time += 3_600_000;
    await work(collector);
    for (let round = 0; round < 6; round++) {
      await collector.close();
      closing.splice(closing.indexOf(collector), 1);
      collector = await start(databaseUrl, receiver, parts);
      time += 4_000;
      await work(collector);
    }
    const texts: string[] = receiver.bodies().map(({ markdown }) => markdown.content);
    expect(texts.length).toBeGreaterThan(1);
    const branches: number[] = [];
    for (const [index, text] of texts.entries()) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
      expect(text.includes("（续）")).toBe(index > 0);
      expect(text.includes("见下一条消息")).toBe(index < texts.length - 1);
      // Whose branches they are stands above them in each.
      expect(text.match(/^order-nps：/gm)).toHaveLength(1);
      branches.push(...[...text.matchAll(/· branch (\d+)/g)].map(([, branch]) => Number(branch)));
    }
    expect(branches).toHaveLength(80);
    expect(new Set(branches).size).toBe(80);
    const goods = branches.map((branch) => branch % 6);
    expect(goods).toEqual([...goods].sort((one, other) => one - other));
  });

  it.each(["slack", "dingtalk", "feishu", "wecom"])(
    "loses no branch in %s where alarms and cases wait with it",
    async (kind) => {
      const receiver = await receive(() => ({ status: 503 }));
      const databaseUrl = await open();
      time -= 3_600_000;
      const alerts = [
        { survey: "order-nps", question: "score", figure: "nps", below: 100, days: 1, minimum: 5 },
      ];
      const collector = await start(databaseUrl, receiver, {
        webhook: { kind, on: ["alert", "digest", "case"] },
        site: {
          alerts: [...alerts, { ...alerts[0], by: "trait.branch" }],
          followUp: [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }],
        },
      });
      for (let branch = 0; branch < 8; branch++)
        await answer(collector, 1, `branch ${branch}`, [0, 0, 9, 9, 10]);
      time += 3_600_000;
      await collector.evaluateAlerts();
      await collector.drawDigests();
      await collector.followUp();
      receiver.answer(() => ({ body: '{"errcode":0,"code":0}' }));
      const before = receiver.requests.length;
      for (let round = 0; round < 12; round++) {
        time += 5_000;
        await collector.deliver();
      }
      const { messages } = await (await collector.get("/v1/messages?limit=100")).json();
      expect(new Set(messages.map(({ state }: { state: string }) => state))).toEqual(new Set(["sent"]));
      const told = receiver.requests
        .slice(before)
        .map(({ body }) => body)
        .join("\n");
      for (let branch = 0; branch < 8; branch++) expect(told).toMatch(new RegExp(`· branch ${branch}`));
    },
  );

  it("of a day without showings says so", async () => {
    const receiver = await receive();
    const collector = await start(await open(), receiver, { webhook: { kind: "slack" } });
    await work(collector);
    expect(receiver.bodies()[0].blocks[1].text.text).toBe("No survey was shown.");
  });
});
