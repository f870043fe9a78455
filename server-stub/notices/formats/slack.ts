import { type ChatMessage, clip, neutralise } from "../card.ts";
import type { NoticeWords } from "../words.ts";
import { type ChatFormat, plainRequest } from "./format.ts";

/** Characters that Slack takes in the text of a section, with some to spare. */
const SECTION = 2_800;
/** Characters of a header. */
const HEADER = 150;

/**
 * An incoming webhook of Slack: `text` for notifications, `blocks` for what is shown. `verbatim` keeps Slack from making
 * links and mentions of names. About one message a second; there is no signature.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export const SLACK: ChatFormat = {
  language: "en",
  gapMs: 1_100,
  largest: 24_000,
  format: (message, words) => ({
    text: escapeText(message.title),
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: clip(neutralise(message.title), HEADER), emoji: false },
      },
      ...sectionsOf(message, words).map((text) => ({
        type: "section",
        text: { type: "mrkdwn", text, verbatim: true },
      })),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }),
  sign: (body, { url }) => plainRequest(body, url),
  verdictOf: () => ({ isSent: true }),
};

function sectionsOf({ cards }: ChatMessage, words: NoticeWords): string[] {
  const lines = cards.flatMap((card) => [
    ...(card.title && cards.length > 1 ? [`*${escapeText(card.title)}*`] : []),
    ...card.lines.map(escapeText),
    ...(card.quote === undefined ? [] : [`> ${escapeText(card.quote)}`]),
    ...(card.link === undefined ? [] : [`<${card.link.replace(/&/g, "&amp;")}|${words.open}>`]),
  ]);
  const sections: string[] = [];
  for (const line of lines) {
    const last = sections[sections.length - 1];
    if (last !== undefined && last.length + line.length < SECTION)
      sections[sections.length - 1] = `${last}\n${line}`;
    // Rather in the midst of an escape than not at all.
    else for (let at = 0; at < line.length; at += SECTION) sections.push(line.slice(at, at + SECTION));
  }
  return sections;
}

/** The three signs that Slack reads in a text; two of them are neutralised with the rest. */
function escapeText(text: string): string {
  return neutralise(text).replace(/&/g, "&amp;");
}
