import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { Webhook } from "../../../server-stub/config/schema.ts";
import type { Notice } from "../../../server-stub/notices/notice.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aCaseNotice, queueIn } from "../../support/notices.ts";
import { type Receiver, type ReceiverAnswer, startReceiver } from "../../support/receiver.ts";

let collector: TestCollector | undefined;
let receiver: Receiver | undefined;
let databases: TestDatabases | undefined;
afterEach(async () => {
  await collector?.close();
  await receiver?.close();
  await databases?.close();
});

const NOW = "2026-11-22T10:00:05.250Z";
type Made = Omit<Webhook, "name" | "url">;

/** Sends notices by a webhook to a server that answers as told, and gives what it got. */
async function send(
  webhook: Made,
  notices: readonly Notice[],
  answer: ReceiverAnswer = {},
  { publicUrl }: { publicUrl?: string } = {},
): Promise<Receiver> {
  receiver = await startReceiver(() => answer);
  databases = await openDatabases("sqlite");
  const databaseUrl = await databases.create();
  const webhooks = [{ name: "ops", url: `${receiver.url}/hook?access_token=token`, ...webhook }];
  await queueIn(databaseUrl, webhooks, notices);
  collector = await startTestCollector({
    databaseUrl,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    now: () => new Date(NOW),
    config: {
      sites: [{ key: "pk_shop", manifest: "./surveys.json", webhooks }],
      timeZone: "Asia/Shanghai",
    },
  });
  await collector.deliver();
  return receiver;
}
async function messages(): Promise<{ state: string; lastError: string | null; nextAt: string }[]> {
  if (!collector) throw new Error("Nothing was sent yet.");
  const { messages: found } = await (await collector.get("/v1/messages")).json();
  return found;
}
const OK = { body: JSON.stringify({ errcode: 0, errmsg: "ok" }) };

describe("json", () => {
  it("carries the notice, its id, a time stamp and a signature over both", async () => {
    const notice = aCaseNotice();
    const { requests } = await send({ kind: "json", secret: "hush" }, [notice]);
    expect(requests).toHaveLength(1);
    const { headers = {}, body = "" } = requests[0] ?? {};
    expect(JSON.parse(body)).toMatchObject({
      id: notice.id,
      kind: "case",
      at: notice.at,
      site: "pk_shop",
      case: { survey: "order-nps", assigned: "north", dueAt: "2026-11-22T12:00:00.000Z" },
    });
    const timestamp = String(Math.floor(Date.parse(NOW) / 1000));
    expect(headers["x-askling-timestamp"]).toBe(timestamp);
    const signature = createHmac("sha256", "hush").update(`${timestamp}.${body}`).digest("hex");
    expect(headers["x-askling-signature"]).toBe(`sha256=${signature}`);
    expect(headers["x-askling-id"]).toBe(notice.id);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("is not signed without a secret", async () => {
    const { requests } = await send({ kind: "json" }, [aCaseNotice()]);
    expect(requests[0]?.headers).not.toHaveProperty("x-askling-signature");
  });
});

it("a case names its survey as people call it, and by its id where it has no name", async () => {
  const notices = [aCaseNotice({ surveyName: "订单回访" }), aCaseNotice({ surveyName: null })];
  for (const notice of notices) {
    const { requests } = await send({ kind: "dingtalk" }, [notice], OK);
    const { text } = JSON.parse(requests[0]?.body ?? "").markdown;
    expect(text).toContain(notice === notices[0] ? "订单回访 · checkout" : "order-nps · checkout");
    await collector?.close();
    await receiver?.close();
    await databases?.close();
  }
});

describe("DingTalk", () => {
  it("gets a markdown message in Chinese, at an address that is signed as the vendor documents", async () => {
    const { requests, bodies } = await send({ kind: "dingtalk", secret: "SECret" }, [aCaseNotice()], OK);
    const url = new URL(requests[0]?.path ?? "", "http://127.0.0.1");
    expect(url.searchParams.get("access_token")).toBe("token");
    const timestamp = url.searchParams.get("timestamp");
    expect(timestamp).toBe(String(Date.parse(NOW)));
    const sign = createHmac("sha256", "SECret").update(`${timestamp}\nSECret`).digest("base64");
    expect(url.searchParams.get("sign")).toBe(sign);
    // As it stands in the address: base64 has signs that mean something else there.
    expect(requests[0]?.path).toContain(`sign=${encodeURIComponent(sign)}`);
    expect(bodies()).toEqual([
      {
        msgtype: "markdown",
        markdown: {
          title: "Askling · pk_shop · 新的回访任务",
          text: "#### Askling · pk_shop · 新的回访任务\n\norder-nps · checkout · 归属 north · 请在 2026-11-22 20:00 前联系 · 等级 2",
        },
        at: { isAtAll: false },
      },
    ]);
  });

  it("waits ten minutes when it was too many, and says what a code means", async () => {
    const tooMany = { body: JSON.stringify({ errcode: 130101, errmsg: "send too fast" }) };
    const got = await send({ kind: "dingtalk" }, [aCaseNotice()], tooMany);
    expect(await messages()).toMatchObject([
      {
        state: "waiting",
        lastError: "errcode 130101 (too many messages)",
        nextAt: "2026-11-22T10:10:05.250Z",
      },
    ]);
    expect(got.requests).toHaveLength(1);
  });

  it("takes an error that comes with status 200 for a failure", async () => {
    const wrong = { body: JSON.stringify({ errcode: 310000, errmsg: "sign not match Wang Wei" }) };
    await send({ kind: "dingtalk", content: "answers" }, [aCaseNotice()], wrong);
    const [message] = await messages();
    expect(message?.lastError).toBe(
      "errcode 310000 (the robot's security settings: signature, keyword or address)",
    );
  });
});

describe("Feishu", () => {
  it("gets a card of plain texts in Chinese, signed in the body as the vendor documents", async () => {
    const { bodies } = await send({ kind: "feishu", secret: "hush" }, [aCaseNotice()], {
      body: JSON.stringify({ code: 0, msg: "success", data: {} }),
    });
    const timestamp = String(Math.floor(Date.parse(NOW) / 1000));
    // The key is what one would take for the message, and the message is empty.
    const sign = createHmac("sha256", `${timestamp}\nhush`).update("").digest("base64");
    expect(bodies()).toEqual([
      {
        timestamp,
        sign,
        msg_type: "interactive",
        card: {
          config: { wide_screen_mode: true },
          header: {
            title: { tag: "plain_text", content: "Askling · pk_shop · 新的回访任务" },
            template: "blue",
          },
          elements: [
            {
              tag: "div",
              text: {
                tag: "plain_text",
                content: "order-nps · checkout · 归属 north · 请在 2026-11-22 20:00 前联系 · 等级 2",
              },
            },
          ],
        },
      },
    ]);
    expect(await messages()).toMatchObject([{ state: "sent", lastError: null }]);
  });

  it.each([
    [{ StatusCode: 0, StatusMessage: "success" }, "sent", null],
    [{ code: 11232, msg: "frequency limited" }, "waiting", "code 11232 (too many messages)"],
    [{ code: 9499, msg: "too many request" }, "waiting", "code 9499 (too many messages)"],
    [{ code: 9499, msg: "Bad Request" }, "waiting", "code 9499 (the message is not as it should be)"],
    [{ code: 19021, msg: "sign match fail" }, "waiting", "code 19021 (the signature, or the clock)"],
    [{ error: "no route" }, "waiting", "an answer without code"],
    ["<html>", "waiting", "an answer without code"],
    // What a relay says in the vendor's place.
    ["", "sent", null],
    ["{}", "sent", null],
    ["ok\n", "sent", null],
  ])("that answers %j: %s, %s", async (answer, state, lastError) => {
    const body = typeof answer === "string" ? answer : JSON.stringify(answer);
    await send({ kind: "feishu" }, [aCaseNotice()], { body });
    expect(await messages()).toMatchObject([{ state, lastError }]);
  });
});

describe("WeCom", () => {
  it("gets a markdown message in Chinese", async () => {
    const { bodies } = await send({ kind: "wecom" }, [aCaseNotice()], OK);
    expect(bodies()).toEqual([
      {
        msgtype: "markdown",
        markdown: {
          content:
            "#### Askling · pk_shop · 新的回访任务\n\norder-nps · checkout · 归属 north · 请在 2026-11-22 20:00 前联系 · 等级 2",
        },
      },
    ]);
  });

  it("is left alone for a minute when it was too many", async () => {
    await send({ kind: "wecom" }, [aCaseNotice()], { body: JSON.stringify({ errcode: 45009 }) });
    expect(await messages()).toMatchObject([{ state: "waiting", nextAt: "2026-11-22T10:01:05.250Z" }]);
  });
});

describe("Slack", () => {
  it("gets text and blocks in English", async () => {
    const { bodies } = await send({ kind: "slack" }, [aCaseNotice()]);
    expect(bodies()).toEqual([
      {
        text: "Askling · pk_shop · New case",
        blocks: [
          {
            type: "header",
            text: { type: "plain_text", text: "Askling · pk_shop · New case", emoji: false },
          },
          {
            type: "section",
            text: {
              type: "mrkdwn",
              text: "order-nps · checkout · for north · due 2026-11-22 20:00 · level 2",
              verbatim: true,
            },
          },
        ],
        unfurl_links: false,
        unfurl_media: false,
      },
    ]);
  });
});

const KINDS = ["json", "slack", "dingtalk", "feishu", "wecom"] as const;
const SUCCESS = { body: JSON.stringify({ errcode: 0, code: 0 }) };

describe.each(KINDS)("%s", (kind) => {
  it("is told nothing of the answers and of the person unless it is asked for", async () => {
    const { requests } = await send({ kind, secret: "s" }, [aCaseNotice()], SUCCESS);
    expect(requests).toHaveLength(1);
    const told = requests[0]?.body ?? "";
    expect(told).toContain("north");
    expect(told).not.toMatch(/broken|Wang|wei@|138|u-1|vip-secret|private note|"score"|评分|Score/);
  });

  it("is told score, text and person with content answers, and no note", async () => {
    const { requests } = await send({ kind, content: "answers" }, [aCaseNotice()], SUCCESS);
    const told = requests[0]?.body ?? "";
    for (const part of ["It came broken", "Wang Wei", "wei@example.com", "13800000000"])
      expect(told).toContain(part);
    expect(told).not.toContain("private note");
  });
});

describe("what a respondent wrote", () => {
  const evil =
    "@all @here <!channel> <@U123> **bold** [win](https://evil.example) ![x](http://evil.example/a.png) " +
    '<at user_id="all">you</at> # head\n> quote `code` <font color="warning">w</font> www.evil.example \u202egnp';
  it.each(["slack", "dingtalk", "feishu", "wecom"] as const)("is harmless in %s", async (kind) => {
    const person = {
      user: null,
      name: "<!everyone> [me](http://evil.example)",
      phone: "@all",
      email: "a@b.example",
    };
    const notice = aCaseNotice({ text: evil, person, assigned: "*north* <!here>" });
    const { bodies } = await send({ kind, content: "answers" }, [notice], SUCCESS);
    const texts: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === "string") texts.push(value);
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
    };
    collect(bodies());
    const all = texts.join("\n");
    expect(all).toContain("bold");
    expect(all).toContain("a@b.example");
    for (const sign of ["@all", "@here", "<", "[", "]", "`", "://", "www.evil", "evil.example", "\u202e"])
      expect(all.replace("a@b.example", "")).not.toContain(sign);
    // Besides our own heading, bold and quote there is no markup.
    expect(all.replace(/^(?:####|>) /gm, "")).not.toMatch(/[#>]|\*\*bold/);
  });
});

describe("a link to the board", () => {
  const PUBLIC = "https://ask.example/feedback";

  it.each<[Webhook["kind"], RegExp]>([
    ["json", /"url":"https:\/\/ask\.example\/feedback\/board\?page=calls&site=pk_shop&case=case-\d+"/],
    [
      "slack",
      /<https:\/\/ask\.example\/feedback\/board\?page=calls&amp;site=pk_shop&amp;case=case-\d+\|Open/,
    ],
    [
      "dingtalk",
      /\[打开看板\]\(https:\/\/ask\.example\/feedback\/board\?page=calls&site=pk_shop&case=case-\d+\)/,
    ],
    ["feishu", /"url":"https:\/\/ask\.example\/feedback\/board\?page=calls&site=pk_shop&case=case-\d+"/],
    [
      "wecom",
      /\[打开看板\]\(https:\/\/ask\.example\/feedback\/board\?page=calls&site=pk_shop&case=case-\d+\)/,
    ],
  ])("leads to the case in a message of kind %s", async (kind, link) => {
    const { requests } = await send({ kind }, [aCaseNotice()], OK, { publicUrl: PUBLIC });
    expect(requests[0]?.body).toMatch(link);
  });

  it("leads to the site's board where many notices share a message", async () => {
    const notices = Array.from({ length: 8 }, () => aCaseNotice());
    const { requests } = await send({ kind: "wecom" }, notices, OK, { publicUrl: PUBLIC });
    expect(requests[0]?.body).toContain(`[打开看板](${PUBLIC}/board?site=pk_shop)`);
  });

  it.each<Webhook["kind"]>(["json", "slack", "dingtalk", "feishu", "wecom"])(
    "is not in a message of kind %s where nobody has said by which address people come",
    async (kind) => {
      const { requests } = await send({ kind }, [aCaseNotice()], OK);
      expect(requests[0]?.body).not.toMatch(/\/board|打开看板|Open the board/);
    },
  );
});
