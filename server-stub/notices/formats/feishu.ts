import { createHmac } from "node:crypto";
import { neutralise } from "../card.ts";
import { type ChatFormat, plainRequest, verdictOnCode } from "./format.ts";

const WAIT_MS = 60_000;

/**
 * A robot of a Feishu (Lark) group: a card whose texts are all `plain_text`, at most 20 KB, 100 a minute and 5 a
 * second. The signature stands in the body: the key is timestamp (seconds) and secret, and what is signed is empty.
 *
 * @see https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
 */
export const FEISHU: ChatFormat = {
  language: "zh-CN",
  gapMs: 700,
  largest: 18_000,
  format: ({ title, cards }, words) => ({
    msg_type: "interactive",
    card: {
      config: { wide_screen_mode: true },
      header: { title: plainText(title), template: "blue" },
      elements: cards.flatMap((card, index) => [
        ...(index ? [{ tag: "hr" }] : []),
        {
          tag: "div",
          text: plainText(
            ...(card.title && cards.length > 1 ? [card.title] : []),
            ...card.lines,
            ...(card.quote === undefined ? [] : [`“${card.quote}”`]),
          ),
        },
        ...(card.link === undefined
          ? []
          : [
              {
                tag: "action",
                actions: [{ tag: "button", text: plainText(words.open), url: card.link, type: "default" }],
              },
            ]),
      ]),
    },
  }),
  sign(body, { url, secret, now }) {
    if (secret === undefined) return plainRequest(body, url);
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const sign = createHmac("sha256", `${timestamp}\n${secret}`).digest("base64");
    return plainRequest({ timestamp, sign, ...body }, url);
  },
  verdictOf: (text) =>
    // Robots that were made long ago answer with `StatusCode`.
    verdictOnCode(text, ["code", "StatusCode"], {
      tooMany: new Map([
        [11232, WAIT_MS],
        [99991400, WAIT_MS],
        // The same code says that the message is wrong, and only the words tell.
        ...(/too many|frequen/i.test(text) ? [[9499, WAIT_MS] as const] : []),
      ]),
      meanings: {
        9499: "the message is not as it should be",
        19001: "the address is unknown",
        19002: "the message is not as it should be",
        19021: "the signature, or the clock",
        19022: "the address of this collector is not allowed",
        19024: "the robot's keyword is missing",
      },
    }),
};

function plainText(...lines: string[]): { tag: "plain_text"; content: string } {
  return { tag: "plain_text", content: lines.map(neutralise).join("\n") };
}
