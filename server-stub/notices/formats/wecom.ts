import { type ChatFormat, plainRequest, verdictOnCode } from "./format.ts";
import { formatMarkdown } from "./markdown.ts";

/**
 * A robot of a WeCom group: a `markdown` message of at most 4,096 bytes, at most 20 a minute. The key in the address is
 * its only credential; there is no signature.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export const WECOM: ChatFormat = {
  language: "zh-CN",
  gapMs: 3_400,
  largest: 4_000,
  format: (message, words) => ({
    msgtype: "markdown",
    markdown: { content: formatMarkdown(message, words, { heading: "####", lineBreak: "\n" }) },
  }),
  sign: (body, { url }) => plainRequest(body, url),
  verdictOf: (text) =>
    verdictOnCode(text, ["errcode"], {
      tooMany: new Map([
        [45009, 60_000],
        [45033, 60_000],
        [-1, 5_000],
      ]),
      meanings: {
        40008: "a kind of message that is not allowed",
        40058: "the message is not as it should be",
        93000: "the key of the address is unknown, or the robot was removed",
        93004: "the robot was switched off",
        93008: "the robot is not in the group",
      },
    }),
};
