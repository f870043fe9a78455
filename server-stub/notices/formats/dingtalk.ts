import { createHmac } from "node:crypto";
import { neutralise } from "../card.ts";
import { type ChatFormat, plainRequest, verdictOnCode } from "./format.ts";
import { formatMarkdown } from "./markdown.ts";

const BLOCKED_MS = 10 * 60_000;

/**
 * A robot of a DingTalk group: a `markdown` message, the address signed with its timestamp in milliseconds. At most
 * 20 messages a minute; a robot that sends more is blocked for ten minutes.
 *
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 * @see https://open.dingtalk.com/document/orgapp/customize-robot-security-settings
 */
export const DINGTALK: ChatFormat = {
  language: "zh-CN",
  gapMs: 3_400,
  largest: 18_000,
  format: (message, words) => ({
    msgtype: "markdown",
    markdown: {
      title: neutralise(message.title),
      // Lines of one paragraph run together; a line break needs two spaces before it.
      text: formatMarkdown(message, words, { heading: "####", lineBreak: "  \n" }),
    },
    at: { isAtAll: false },
  }),
  sign(body, { url, secret, now }) {
    if (secret === undefined) return plainRequest(body, url);
    const timestamp = String(now.getTime());
    const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
    const signed = new URL(url);
    signed.searchParams.set("timestamp", timestamp);
    signed.searchParams.set("sign", sign);
    return plainRequest(body, signed.href);
  },
  verdictOf: (text) =>
    verdictOnCode(text, ["errcode"], {
      tooMany: new Map([
        [130101, BLOCKED_MS],
        [410100, BLOCKED_MS],
      ]),
      meanings: {
        300001: "the access token of the address is unknown",
        300005: "the access token of the address is unknown",
        310000: "the robot's security settings: signature, keyword or address",
        400013: "the group was dissolved",
        400101: "the access token of the address is unknown",
        400102: "the robot was switched off",
        430101: "a link that is not allowed",
        430102: "a text that is not allowed",
        430103: "a picture that is not allowed",
      },
    }),
};
