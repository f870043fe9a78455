import * as z from "zod/mini";
import type { Webhook } from "../config/schema.ts";
import type { MessageRow } from "../store/tables.ts";
import { bundleCards } from "./bundle.ts";
import type { Card } from "./card.ts";
import { DINGTALK } from "./formats/dingtalk.ts";
import { FEISHU } from "./formats/feishu.ts";
import { type ChatFormat, type Verdict, verdictOnAnswer } from "./formats/format.ts";
import { acceptAnswer, jsonRequest } from "./formats/json.ts";
import { SLACK } from "./formats/slack.ts";
import { WECOM } from "./formats/wecom.ts";
import { noticeOf } from "./messages.ts";
import type { Notice } from "./notice.ts";
import type { WebhookAnswer, WebhookRequest } from "./post.ts";
import { contentFor, presentNotice } from "./present.ts";
import { NOTICE_WORDS } from "./words.ts";

/** A request that is ready to go. */
export interface Attempt {
  request: WebhookRequest;
  /** Ids of the messages in it. */
  ids: string[];
  /** How much of the only one is told with it, if there is more to tell. */
  told?: number;
  /** Milliseconds from this request to the next. */
  gapMs: number;
  verdictOf(answer: WebhookAnswer): Verdict;
}

/** For whom a request is made. */
interface AttemptFrame {
  site: string;
  webhook: Webhook;
  /** Zone of times in words. */
  timeZone: string;
  /** The collector's own address, for links; without one messages have none. */
  publicUrl: string | undefined;
  now: Date;
}

/**
 * Makes a request of the first messages of a webhook: one for a program, as many as there is room for in a chat. What was
 * turned down before goes alone.
 *
 * @param rows - at least one, in order
 */
export function prepareAttempt(
  rows: readonly [MessageRow, ...MessageRow[]],
  { site, webhook, timeZone, publicUrl, now }: AttemptFrame,
): Attempt {
  const { kind, url, secret, content } = webhook;
  const [first] = rows;
  const linkTo = (notice?: Pick<Notice, "data">) =>
    publicUrl === undefined ? undefined : boardLink(publicUrl, site, notice);
  if (kind === "json") {
    const notice = noticeOf(first);
    const told = { ...notice, site, data: contentFor(notice, content), url: linkTo(notice) };
    const request = jsonRequest(told, { url, secret, now });
    return {
      request,
      ids: [first.id],
      gapMs: 0,
      verdictOf: (answer) => verdictOnAnswer(answer, acceptAnswer),
    };
  }
  const { language, largest, gapMs, format, sign, verdictOf } = CHATS[kind];
  const untried = rows.findIndex(({ refused }) => refused > 0);
  const isAlone = first.refused > 0 || first.told > 0;
  const others = isAlone ? [] : rows.slice(1, untried < 0 ? rows.length : untried);
  const cardOf = (row: MessageRow): Card => {
    const notice = noticeOf(row);
    const data = contentFor(notice, content);
    return { ...presentNotice({ kind: notice.kind, data }, { language, timeZone }), link: linkTo(notice) };
  };
  const words = NOTICE_WORDS[language];
  const { message, count, told } = bundleCards([cardOf(first), ...others.map(cardOf)], first.told, {
    words,
    prefix: `Askling · ${site} · `,
    link: linkTo(),
    fits: (candidate) => Buffer.byteLength(JSON.stringify(format(candidate, words))) <= largest,
  });
  return {
    request: sign(format(message, words), { url, secret, now }),
    ids: [first, ...others].slice(0, count).map(({ id }) => id),
    ...(told === undefined ? {} : { told }),
    gapMs,
    verdictOf: (answer) => verdictOnAnswer(answer, verdictOf),
  };
}

/** How each kind of chat is written to; `json` is for programs. */
const CHATS: Readonly<Record<Exclude<Webhook["kind"], "json">, ChatFormat>> = {
  slack: SLACK,
  dingtalk: DINGTALK,
  feishu: FEISHU,
  wecom: WECOM,
};

const CaseNotice = z.object({ case: z.object({ id: z.string() }) });

/**
 * Where the board shows what a notice is about: the case, or else the site. It begins with the address that the
 * collector was told it has, never with one that a request claims.
 *
 * @param publicUrl - `PUBLIC_URL`, without a slash at its end
 * @param notice - default: none, for the board of the site
 */
function boardLink(publicUrl: string, site: string, notice?: Pick<Notice, "data">): string {
  const url = new URL(`${publicUrl}/board`);
  const told = CaseNotice.safeParse(notice?.data);
  if (told.success) url.searchParams.set("page", "calls");
  url.searchParams.set("site", site);
  if (told.success) url.searchParams.set("case", told.data.case.id);
  return url.href;
}
