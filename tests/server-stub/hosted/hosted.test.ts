import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { makeTestLink, openForm } from "../../support/hosted.ts";
import { StoredRecord } from "../../support/site.ts";

const score = {
  id: "score",
  type: "nps",
  title: { en: "Would you recommend us?", "zh-CN": "您会推荐我们吗？" },
};
const reason = { id: "reason", type: "text", title: "Why?" };
const endings = [
  { when: { answer: "score", lte: 6 }, title: "We will look into it." },
  {
    title: "Thank you, {{trait.first|friend}}!",
    link: { label: "More", url: "https://shop.example/?s={{answer.score}}" },
  },
];
const DAY_MS = 86_400_000;
const past = "2020-01-01T00:00:00Z";
const future = "2090-01-01T00:00:00Z";
const MANIFEST = {
  version: 1,
  keepQuery: true,
  surveys: [
    { id: "mail", sender: "Tea & <b>Co</b>", audience: { sample: 0 }, questions: [score, reason], endings },
    { id: "single", questions: [score], endings },
    { id: "paused", paused: true, questions: [score] },
    { id: "early", startAt: future, questions: [score] },
    { id: "over", endAt: past, questions: [score] },
    { id: "secret", anonymous: true, questions: [score] },
    { id: "noted", questions: [{ id: "hello", type: "note", title: "Welcome" }, score] },
  ],
};
const Records = z.object({ records: z.array(StoredRecord) });

describe.each(ENGINES)("a survey's page over %s", (engine) => {
  let databases: TestDatabases;
  let databaseUrl: string;
  let collector: TestCollector;
  let shift = 0;
  beforeAll(async () => {
    databases = await openDatabases(engine);
    databaseUrl = await databases.create();
    collector = await startTestCollector({
      databaseUrl,
      manifest: MANIFEST,
      now: () => new Date(Date.now() + shift),
      config: {
        sites: [
          { key: "pk_shop", manifest: "./surveys.json", secret: "s3cret", requireSignature: true },
          { key: "pk_other", manifest: "./surveys.json" },
        ],
      },
    });
  });
  afterAll(async () => {
    await collector.close();
    await databases.close();
  });
  const at = (survey: string, query = "") => `${collector.url}/s/${survey}?key=pk_shop${query}`;
  const linkTo = (survey: string, more: object = {}) =>
    makeTestLink(databaseUrl, {
      survey,
      user: "u-7",
      traits: { first: "Ada", branch: "north" },
      channel: "mail",
      ...more,
    });
  const recordsOf = async (survey: string) => {
    const response = await collector.get(`/v1/surveys/${survey}/records?key=pk_shop`);
    return Records.parse(await response.json()).records;
  };

  it("is a strict, private page in the reader's language, whatever the audience is", async () => {
    const { status, html, headers } = await openForm(at("mail"), {
      headers: { "Accept-Language": "zh-CN,en;q=0.8" },
    });
    expect(status).toBe(200);
    expect(html).toContain("您会推荐我们吗？");
    expect(html).toContain('lang="zh-CN"');
    expect(html).not.toContain("<b>Co</b>");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Content-Security-Policy")).toContain("script-src 'self';");
    expect(headers.get("Content-Security-Policy")).not.toContain("unsafe");
    expect(
      (await openForm(at("mail", "&lang=en"), { headers: { "Accept-Language": "zh-CN" } })).html,
    ).toContain("Would you recommend us?");
  });

  it("answers a look at its headers, and knows no other way", async () => {
    expect((await fetch(at("mail"), { method: "HEAD" })).status).toBe(200);
    expect((await fetch(at("mail"), { method: "DELETE" })).status).toBe(405);
  });

  it("ignores what mail programs add to an address", async () => {
    expect((await openForm(at("mail", "&utm_source=news&fbclid=x&score=99&lang=%3Cb%3E"))).status).toBe(200);
  });

  it.each([
    ["nothing", 404, "unknown"],
    ["paused", 403, "paused"],
    ["early", 403, "early"],
    ["over", 410, "over"],
  ])("says kindly that %s cannot be answered", async (survey, status, why) => {
    const page = await openForm(at(survey), { headers: { "Accept-Language": "zh" } });
    expect([page.status, /data-reason="(\w+)"/.exec(page.html)?.[1]]).toEqual([status, why]);
    expect(page.html).toMatch(/[一-鿿]{4}/);
    expect(page.html).not.toContain("您会推荐我们吗？");
  });

  it("needs to know the site where there are several", async () => {
    expect((await openForm(`${collector.url}/s/mail`)).status).toBe(400);
    expect((await openForm(`${collector.url}/s/mail?key=pk_shoq`)).status).toBe(404);
  });

  describe("without script", () => {
    it("keeps the first answer, with channel and signed person, and says the survey's ending", async () => {
      const link = await linkTo("single");
      const done = await (await openForm(at("single", `&link=${link}`))).send({ answer: "10" });
      expect(done.status).toBe(200);
      expect(done.html).toContain("Thank you, Ada!");
      expect(done.html).toContain("https://shop.example/?s=10");
      const [record] = await recordsOf("single");
      expect(record).toMatchObject({
        state: "complete",
        rev: 1,
        path: ["score"],
        answers: { score: 10 },
        trigger: { on: "link", props: { channel: "mail" } },
        user: { id: "u-7", traits: { first: "Ada", branch: "north" } },
        verified: true,
        page: { url: `${collector.url}/s/single` },
      });
      expect(JSON.stringify(record)).not.toContain(link);
    });

    it("takes another answer from the same form as the same record, and a repeat as nothing new", async () => {
      const form = await openForm(at("mail", "&channel=qr"));
      const before = (await recordsOf("mail")).length;
      expect((await form.send({ answer: "9" })).html).toContain("Thank you, friend!");
      expect((await form.send({ answer: "9" })).status).toBe(200);
      expect((await form.send({ answer: "2" })).html).toContain("We will look into it.");
      const records = await recordsOf("mail");
      expect(records.length).toBe(before + 1);
      const record = records.find(({ trigger }) => trigger.props?.channel === "qr");
      expect(record).toMatchObject({ rev: 2, state: "partial", answers: { score: 2 }, path: ["score"] });
      expect(record?.user).toBeUndefined();
    });

    it("reads notes before the first question", async () => {
      const form = await openForm(at("noted"));
      expect(form.html).toContain("Welcome");
      await form.send({ answer: "7" });
      expect((await recordsOf("noted"))[0]).toMatchObject({ state: "complete", path: ["hello", "score"] });
    });

    it("records nothing of a score in the address before it is sent", async () => {
      const before = (await recordsOf("mail")).length;
      const form = await openForm(at("mail", "&score=8"));
      expect(form.html).toMatch(/value="8" checked/);
      expect((await recordsOf("mail")).length).toBe(before);
      await form.send({ answer: "8" });
      expect((await recordsOf("mail")).length).toBe(before + 1);
    });

    it.each([
      ["nothing", ""],
      ["a score that does not exist", "11"],
      ["markup", "<script>"],
    ])("asks again for %s, and keeps nothing", async (_what, answer) => {
      const before = (await recordsOf("mail")).length;
      const page = await (await openForm(at("mail"))).send({ answer });
      expect(page.status).toBe(422);
      expect(page.html).toContain("Please answer this question.");
      expect(page.html).not.toContain("<script>");
      expect((await recordsOf("mail")).length).toBe(before);
    });

    it("takes no form from elsewhere", async () => {
      const before = (await recordsOf("mail")).length;
      const form = await openForm(at("mail"));
      const sent = [
        form.send({ answer: "9" }, { "Sec-Fetch-Site": "cross-site" }),
        form.send({ answer: "9" }, { Origin: "https://evil.example" }),
        form.send({ answer: "9", ticket: "" }),
        form.send({ answer: "9", ticket: "e30.AAAA" }),
        (await openForm(at("single"))).send({
          answer: "9",
          ticket: /value="([^"]{60,})"/.exec(form.html)?.[1] ?? "",
        }),
      ];
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
      expect((await form.send({ answer: "x".repeat(70_000) })).status).toBe(413);
      const json = await openForm(at("mail"), {
        method: "POST",
        body: "{}",
        headers: { "Content-Type": "application/json" },
      });
      expect(json.status).toBe(415);
      expect((await recordsOf("mail")).length).toBe(before);
    });
  });

  describe("by a link", () => {
    const statusOf = async (survey: string, link: string) =>
      (await openForm(at(survey, `&link=${link}`))).status;

    it("is open until it is answered, then closed to all others", async () => {
      const link = await linkTo("mail");
      const form = await openForm(at("mail", `&link=${link}`));
      const other = await openForm(at("mail", `&link=${link}`));
      expect([form.status, other.status]).toEqual([200, 200]);
      expect((await form.send({ answer: "3" })).status).toBe(200);
      expect(await statusOf("mail", link)).toBe(410);
      const late = await other.send({ answer: "4" });
      expect(late.status).toBe(410);
      expect(late.html).toContain("What you answered now was not kept.");
      // Who changes their mind on the same page may.
      expect((await form.send({ answer: "4" })).status).toBe(200);
    });

    it("closes with its first answer, under way or not, and takes later changes of it alone", async () => {
      const link = await linkTo("mail");
      const { html } = await openForm(at("mail", `&link=${link}`));
      const id = /"link":"([\w-]+)"/.exec(html)?.[1] ?? "";
      expect(id).not.toBe("");
      const record = aRecord({ survey: "mail", trigger: { on: "link", props: { link: id } } });
      const post = async (parts: object) => {
        const sent = { ...record, ...parts };
        const answer = await collector.post([sent]);
        const { status, code } = (await answer.json()).results[sent.id];
        return code ? `${status} ${code}` : status;
      };
      expect(await post({ state: "shown", answers: {} })).toBe("stored");
      expect(await statusOf("mail", link)).toBe(200);
      expect(await post({ state: "partial", rev: 2 })).toBe("stored");
      expect(await statusOf("mail", link)).toBe(410);
      // Another page of the same link, answered or only closed.
      expect(await post({ id: `${record.id}-2` })).toBe("invalid link_used");
      expect(await post({ id: `${record.id}-3`, state: "partial" })).toBe("invalid link_used");
      expect(await post({ id: `${record.id}-4`, state: "dismissed", answers: {} })).toBe("invalid link_used");
      expect(await post({ rev: 3 })).toBe("stored");
      expect(await post({ rev: 3 })).toBe("duplicate");
      expect(await post({ rev: 4, answers: { score: 1 } })).toBe("stored");
      const kept = (await recordsOf("mail")).filter(({ id: one }) => one.startsWith(record.id));
      expect(kept.map(({ id: one, answers }) => [one, answers])).toEqual([[record.id, { score: 1 }]]);
    });

    it("takes one record of those that come at once, and the others of their batch", async () => {
      const link = await linkTo("mail");
      const { html } = await openForm(at("mail", `&link=${link}`));
      const id = /"link":"([\w-]+)"/.exec(html)?.[1] ?? "";
      const by = () => aRecord({ survey: "mail", trigger: { on: "link", props: { link: id } } });
      const free = aRecord({ survey: "mail" });
      const answers = await Promise.all(
        [[by(), by(), free], [by()], [by()], [by()]].map(async (records) => {
          const { results } = await (await collector.post(records)).json();
          return Object.values<{ status: string }>(results).map(({ status }) => status);
        }),
      );
      expect(answers[0]?.[2]).toBe("stored");
      expect(answers.flat().sort()).toEqual(["invalid", "invalid", "invalid", "invalid", "stored", "stored"]);
    });

    it("is open to a link of another survey's name, and never used by one that nobody made", async () => {
      const link = await linkTo("mail");
      const { html } = await openForm(at("mail", `&link=${link}`));
      const id = /"link":"([\w-]+)"/.exec(html)?.[1] ?? "";
      const props = { link: id };
      const other = aRecord({ survey: "single", trigger: { on: "link", props } });
      const strange = aRecord({ survey: "mail", trigger: { on: "link", props: { link: "unknown" } } });
      const { results } = await (await collector.post([other, strange])).json();
      expect(Object.values(results)).toEqual([{ status: "stored" }, { status: "stored" }]);
      expect(await statusOf("mail", link)).toBe(200);
    });

    it("that is forged, of another survey or of another site leads nowhere, and tells nothing", async () => {
      const link = await linkTo("mail");
      const forged = link.slice(0, -1) + (link.endsWith("A") ? "B" : "A");
      expect(await statusOf("mail", forged)).toBe(404);
      expect(await statusOf("mail", "x")).toBe(404);
      expect(await statusOf("single", link)).toBe(404);
      const elsewhere = await openForm(`${collector.url}/s/mail?key=pk_other&link=${link}`);
      expect(elsewhere.status).toBe(404);
      expect(elsewhere.html).not.toMatch(/u-7|Ada|Tea/);
    });

    it("that expires while its page is answered takes the answer all the same, but not days later", async () => {
      const sendAfter = async (ms: number) => {
        const link = await linkTo("mail", { expiresAt: new Date(Date.now() + 60_000) });
        const form = await openForm(at("mail", `&link=${link}`));
        shift = ms;
        const { status } = await form.send({ answer: "9" });
        shift = 0;
        return status;
      };
      expect(await sendAfter(120_000)).toBe(200);
      expect(await sendAfter(2 * DAY_MS)).toBe(410);
    });

    it("that has expired is refused, and later erased with whom it was made for", async () => {
      const link = await linkTo("mail", { user: "u-old", expiresAt: new Date(Date.now() + DAY_MS) });
      shift = 2 * DAY_MS;
      expect(await statusOf("mail", link)).toBe(410);
      await collector.sweep();
      expect(await statusOf("mail", link)).toBe(410);
      shift = 40 * DAY_MS;
      await collector.sweep();
      shift = 0;
      expect(await statusOf("mail", link)).toBe(404);
    });

    it("goes with its person when they are erased", async () => {
      const link = await linkTo("mail", { user: "u-gone" });
      const told = await (await collector.get("/v1/users/u-gone?key=pk_shop")).json();
      expect(told.links).toMatchObject([{ survey: "mail", channel: "mail", usedAt: null }]);
      const erased = await fetch(`${collector.url}/v1/users/u-gone?key=pk_shop`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${collector.adminToken}` },
      });
      expect(await erased.json()).toMatchObject({ erased: { links: 1 } });
      expect(await statusOf("mail", link)).toBe(404);
    });

    it("leaves no trace of the person in an anonymous survey", async () => {
      const link = await linkTo("secret");
      const form = await openForm(at("secret", `&link=${link}`));
      expect(form.html).not.toContain("u-7");
      await form.send({ answer: "5" });
      const [record] = await recordsOf("secret");
      expect(record?.trigger).toEqual({ on: "link", props: { channel: "mail" } });
      expect(record).not.toHaveProperty("user");
      expect(record).not.toHaveProperty("visitor");
    });
  });
});
