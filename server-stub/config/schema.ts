import * as z from "zod/mini";
import { DURATION, durationMs } from "../../widget/manifest/duration.ts";
import { Rule } from "../../widget/manifest/schema.ts";
import { ROLES } from "../answers/site.ts";
import { parseHours } from "../followup/hours.ts";
import { isNetwork } from "../http/proxies.ts";
import { isGrouping } from "../results/dimension.ts";
import { isTimeZone } from "../results/zone.ts";

const opt = z.optional;
const filled = z.string().check(z.minLength(1));
const list = <Item extends z.core.SomeType>(item: Item) => z.array(item).check(z.minLength(1));
const string = (expected: string, accepts: RegExp | ((value: string) => boolean)) =>
  z.string().check(
    z.refine<string>((value) => (typeof accepts === "function" ? accepts(value) : accepts.test(value)), {
      error: expected,
    }),
  );
const duration = string('a duration such as "30m", "2h" or "1d"', DURATION);
const origin = string(
  '"*", "null" or an origin such as "https://shop.example", without path or wildcard',
  // Apps have origins of their own, such as capacitor://localhost.
  /^(?:\*|null|[a-z][a-z\d+.-]*:\/\/[^/?#\s*@\\]+)$/i,
);
/** A name of which no part is empty or too long, so that it may lead somewhere. */
const HOST = /^(?!.{254})(?:[^.]{1,63}\.)*[^.]{1,63}\.?$/;
/** One that can be asked: what the platform cannot read, or refuses because of what stands in it, never works. */
const webAddress = string("an https or http address, without name and password", (text) => {
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname, port } = new URL(text);
  return !username && !password && HOST.test(hostname) && port !== "0";
});
const limit = z.int().check(z.gte(1));

/** Which records someone may see: each named dimension must have one of the values. */
const Where = z.record(filled, list(filled));

/** The bound is longer than any call may wait; in working hours it is several years. */
const callTime = duration.check(
  z.refine<string>((text) => !(durationMs(text) > durationMs("366d")), {
    error: "a duration of at most 366d",
  }),
);
const hours = string(
  'working hours such as "Mo-Fr 09:00-18:00" or "Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00"',
  (text) => parseHours(text) !== undefined,
);
const dimensions = string(
  "dimensions such as trait.branch|prop.branch, of which the first present counts",
  (text) => text.split("|").every((name) => isGrouping(name.trim())),
);

/** Which answers open a case, and how soon the call is due. */
export const FollowUpRule = z.strictObject({
  survey: filled,
  when: Rule,
  within: callTime,
  resolveWithin: opt(callTime),
  level: opt(z.int().check(z.gte(1), z.lte(1_000))),
  hours: opt(hours),
  assign: opt(dimensions),
  escalate: opt(list(z.strictObject({ after: callTime, webhook: filled }))),
});
export type FollowUpRule = z.infer<typeof FollowUpRule>;

/** When a figure raises the alarm. */
export const Alert = z.strictObject({
  survey: filled,
  question: opt(filled),
  figure: opt(filled),
  below: opt(z.number()),
  dropPercent: opt(z.number()),
  days: opt(limit),
  minimum: opt(limit),
  by: opt(filled),
  words: opt(list(filled)),
  count: opt(limit),
  within: opt(duration),
  silent: opt(z.strictObject({ shown: limit })),
});
export type Alert = z.infer<typeof Alert>;

/** What webhooks may be told of. */
export const NOTICE_KINDS = ["case", "overdue", "escalated", "alert", "digest"] as const;

/** An address that is told, and in whose format. */
export const Webhook = z.strictObject({
  name: filled,
  kind: z.enum(["json", "slack", "dingtalk", "feishu", "wecom"]),
  url: webAddress,
  secret: opt(filled),
  on: opt(list(z.enum(NOTICE_KINDS))),
  where: opt(Where),
  content: opt(z.enum(["figures", "answers"])),
});
export type Webhook = z.infer<typeof Webhook>;

/** The daily summary. */
export const Digest = z.strictObject({
  at: string('a time of day such as "09:00"', /^(?:[01]\d|2[0-3]):[0-5]\d$/),
  by: opt(filled),
  webhook: filled,
});
export type Digest = z.infer<typeof Digest>;

/** One site: whose pages may send, what they are asked, what happens with the answers. */
export const SiteConfig = z.strictObject({
  key: string("a key of 1 to 200 characters without spaces", /^\S{1,200}$/),
  secret: opt(z.union([filled, list(filled)])),
  requireSignature: opt(z.boolean()),
  origins: opt(z.array(origin)),
  manifest: filled,
  followUp: opt(z.array(FollowUpRule)),
  alerts: opt(z.array(Alert)),
  digest: opt(Digest),
  webhooks: opt(z.array(Webhook)),
  retentionDays: opt(limit),
  rootFiles: opt(z.array(filled)),
});
export type SiteConfig = z.infer<typeof SiteConfig>;

/** A token's rights; only the SHA-256 of the token is kept. */
export const TokenConfig = z.strictObject({
  name: filled,
  hash: string("the SHA-256 of the token as 64 hex digits", /^[0-9a-f]{64}$/i),
  role: z.enum(ROLES),
  sites: opt(list(filled)),
  where: opt(Where),
});
export type TokenConfig = z.infer<typeof TokenConfig>;

/** The whole of `askling.config.json`. */
export const Config = z.strictObject({
  sites: list(SiteConfig),
  tokens: opt(z.array(TokenConfig)),
  timeZone: opt(string('a time zone such as "Asia/Shanghai"', isTimeZone)),
  limits: opt(z.strictObject({ perAddress: opt(limit), perKey: opt(limit) })),
  trustProxy: opt(z.array(string('an address or a network such as "10.0.0.0/8"', isNetwork))),
});
export type Config = z.infer<typeof Config>;
