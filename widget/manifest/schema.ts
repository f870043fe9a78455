import * as z from "zod/mini";
import { DURATION } from "./duration.ts";

// A page's CSP may forbid eval, and zod would probe for it (which CSP reports).
z.config({ jitless: true });

/** Own check with the sentence that says what is expected. */
function expecting<Value>(expected: string, accepts: (value: Value) => boolean) {
  return z.refine<Value>(accepts, { error: expected });
}

/** The manifest's JSON Schema takes the pattern from `params`. */
const string = (expected: string, pattern: RegExp) =>
  z
    .string()
    .check(z.refine<string>((value) => pattern.test(value), { error: expected, params: { pattern } }));
const filled = z.string().check(z.minLength(1));
const flag = z.boolean();
const count = (least: number, most: number) =>
  z.number().check(z.gte(least), z.lte(most), expecting("a whole number", Number.isInteger));
const list = <Item extends z.core.SomeType>(item: Item, least = 1) => z.array(item).check(z.minLength(least));
const mapOf = <Value extends z.core.SomeType>(value: Value) => z.record(z.string(), value);
const opt = z.optional;

const surveyId = string(
  "an id of 1 to 100 characters without spaces or slashes",
  /^(?!__proto__$)[^\s/\\]{1,100}$/,
);
const questionId = string(
  "an id of 1 to 100 characters without spaces, dots, bars or braces",
  /^(?!__proto__$)[^\s.|{}]{1,100}$/,
);
const choiceId = string("an id of 1 to 100 characters", /^(?!__proto__$)[^|{}]{1,100}$/);
const url = string(
  "an https, http, mailto, tel or sms address, or a path",
  /^(?:https?:|mailto:|tel:|sms:|[^:]*(?:[/?#{]|$))/i,
);
const picture = string(
  "an https or data:image address, or a path",
  /^(?:https:|data:image\/|(?!\/[/\\])[^:\\]*(?:[/?#]|$))/i,
);
const duration = string('a duration such as "30s", "2h" or "90d"', DURATION);
const patience = string(
  'a duration such as "30s", "2h" or "90d", or "never"',
  new RegExp(`^never$|${DURATION.source}`),
);
const instant = string(
  "a time with zone, such as 2026-11-01T00:00:00Z",
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/,
).check(expecting("a time that exists", (value: string) => !Number.isNaN(Date.parse(value))));
const day = string("a date such as 2026-11-01", /^\d{4}-\d\d-\d\d$/).check(
  expecting("a date that exists", (value: string) => !Number.isNaN(Date.parse(value))),
);
const selector = filled;
const colour = string("a CSS colour", /^[#\w\s(),.%/+-]+$/);

/** A string, or an object of strings by BCP 47 tag. */
export const Text = z.union([
  filled,
  z
    .record(
      string("a language tag such as en or zh-CN", /^([a-z]{2,3}([-_][a-z0-9]{1,8})*|x-.*|\$schema)$/i),
      filled,
    )
    .check(expecting("at least one language", (texts: object) => Object.keys(texts).length > 0)),
]);
export type Text = z.infer<typeof Text>;

/** A value that traits, props and tests hold. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;

/** A regular expression without flags, which `patternProblems` judges. */
export const Pattern = z.string();
const ordered = z.union([z.number(), z.string()]);
const Conditions = z.strictObject({
  is: opt(Scalar),
  isNot: opt(Scalar),
  in: opt(z.array(Scalar)),
  contains: opt(Scalar),
  startsWith: opt(z.string()),
  endsWith: opt(z.string()),
  matches: opt(Pattern),
  gt: opt(ordered),
  gte: opt(ordered),
  lt: opt(ordered),
  lte: opt(ordered),
  exists: opt(flag),
  get not() {
    return opt(Test);
  },
});

/** A test of one value: equal, one of, or an object of conditions that must all hold. */
export const Test = z.union([Scalar, z.array(Scalar), Conditions]);
export type Test = z.infer<typeof Test>;

/** A rule on answers, traits and props. */
export const Rule = z.union([
  z.strictObject({ ...Conditions.shape, answer: filled }),
  z.strictObject({ ...Conditions.shape, trait: filled }),
  z.strictObject({ ...Conditions.shape, prop: filled }),
  z.strictObject({
    get all() {
      return list(Rule);
    },
  }),
  z.strictObject({
    get any() {
      return list(Rule);
    },
  }),
  z.strictObject({
    get not() {
      return Rule;
    },
  }),
]);
export type Rule = z.infer<typeof Rule>;

const eventName = filled;
/** What makes a survey ask; each is one kind of moment. */
export const Trigger = z.union([
  z.strictObject({ on: z.literal("load"), after: opt(duration) }),
  z.strictObject({ on: z.literal("scroll"), percent: opt(z.number().check(z.gte(0), z.lte(100))) }),
  z.strictObject({ on: z.literal("exit") }),
  z.strictObject({ on: z.literal("click"), selector }),
  z.strictObject({ on: z.literal("visible"), selector, for: opt(duration) }),
  z.strictObject({ on: z.literal("idle"), for: opt(duration) }),
  z.strictObject({
    on: z.literal("event"),
    name: eventName,
    where: opt(mapOf(Test)),
    after: opt(duration),
    unless: opt(z.array(eventName)),
    within: opt(duration),
  }),
  z.strictObject({ on: z.literal("page"), count: count(1, 10_000) }),
  z.strictObject({ on: z.literal("visit"), count: count(1, 10_000) }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** Where the widget runs. */
export const PLATFORMS = [
  "browser",
  "wechat",
  "wechat-miniprogram",
  "wecom",
  "alipay-miniprogram",
  "baidu-miniprogram",
  "douyin-miniprogram",
  "qq-miniprogram",
  "kuaishou-miniprogram",
  "jd-miniprogram",
  "xhs-miniprogram",
  "feishu",
  "dingtalk",
  "uni-app",
  "react-native",
  "ios-webview",
  "android-webview",
  "flutter",
  "capacitor",
  "harmony",
] as const;
/** What kind of device, by the size of its screen and its pointer. */
export const DEVICES = ["mobile", "tablet", "desktop"] as const;
const oneOrMore = <Value extends string>(values: readonly Value[]) =>
  z.union([z.literal(values), z.array(z.literal(values))]);

/** Who is asked; all conditions must hold. */
export const Audience = z.strictObject({
  url: opt(Test),
  referrer: opt(Test),
  traits: opt(mapOf(Test)),
  props: opt(mapOf(Test)),
  device: opt(oneOrMore(DEVICES)),
  locale: opt(Test),
  platform: opt(oneOrMore(PLATFORMS)),
  visitor: opt(z.literal(["new", "returning"])),
  since: opt(duration),
  sample: opt(z.number().check(z.gte(0), z.lte(1))),
  get any() {
    return opt(list(Audience));
  },
  get not() {
    return opt(Audience);
  },
});
export type Audience = z.infer<typeof Audience>;

/** How often one visitor is asked one survey. */
export const Frequency = z.strictObject({
  afterAnswer: opt(patience),
  afterDismiss: opt(patience),
  afterShown: opt(patience),
  limit: opt(count(1, 1_000_000)),
});
export type Frequency = z.infer<typeof Frequency>;

/** How far apart prompts keep, over all surveys. */
export const Pace = z.strictObject({ cooldown: opt(duration), perSession: opt(count(0, 1_000)) });
export type Pace = z.infer<typeof Pace>;

/** Where and how the prompt appears. */
export const Display = z.strictObject({
  as: opt(z.literal(["popover", "sheet", "modal", "bar", "inline", "tab", "custom"])),
  position: opt(z.literal(["bottom-right", "bottom-left", "top-right", "top-left", "center"])),
  into: opt(selector),
  label: opt(Text),
});
export type Display = z.infer<typeof Display>;

/** Colours and shapes. */
export const Theme = z.strictObject({
  accent: opt(colour),
  background: opt(colour),
  text: opt(colour),
  radius: opt(
    z.union([z.number().check(z.gte(0), z.lte(64)), string("a CSS length", /^\d*\.?\d+(?:px|rem|em)$/)]),
  ),
  font: opt(string("a CSS font list", /^[^;{}<>]+$/)),
  colorScheme: opt(z.literal(["auto", "light", "dark"])),
  textScale: opt(z.union([z.number().check(z.gte(1), z.lte(2)), z.literal("auto")])),
});
export type Theme = z.infer<typeof Theme>;

const Link = z.strictObject({ label: Text, url });
export type Link = z.infer<typeof Link>;
const asked = {
  id: questionId,
  title: Text,
  hint: opt(Text),
  required: opt(flag),
  when: opt(Rule),
  next: opt(list(z.strictObject({ when: opt(Rule), goto: filled }))),
};
const ends = { low: opt(Text), high: opt(Text), na: opt(Text) };
const look = opt(z.literal(["faces", "stars", "numbers"]));
const option = z.strictObject({ id: choiceId, label: Text, image: opt(picture) });
const choice = {
  options: list(option),
  shuffle: opt(flag),
  other: opt(z.union([flag, Text])),
  look: opt(z.literal(["list", "dropdown"])),
};

/** One step of a survey. */
export const Question = z.union([
  z.strictObject({ ...asked, type: z.literal("nps"), ...ends }),
  z.strictObject({ ...asked, type: z.literal("csat"), look, ...ends }),
  z.strictObject({ ...asked, type: z.literal("ces"), ...ends }),
  z.strictObject({ ...asked, type: z.literal("rating"), max: opt(count(2, 10)), look, ...ends }),
  z.strictObject({ ...asked, type: z.literal("thumbs") }),
  z.strictObject({ ...asked, type: z.literal("single"), ...choice }),
  z.strictObject({
    ...asked,
    type: z.literal("multi"),
    ...choice,
    min: opt(count(0, 100)),
    max: opt(count(1, 100)),
  }),
  z.strictObject({
    ...asked,
    type: z.literal("matrix"),
    rows: list(z.strictObject({ id: choiceId, label: Text })),
    columns: list(z.strictObject({ id: choiceId, label: Text, value: opt(z.number()) })),
    na: opt(Text),
  }),
  z.strictObject({ ...asked, type: z.literal("ranking"), options: list(option, 2) }),
  z.strictObject({
    ...asked,
    type: z.literal("text"),
    long: opt(flag),
    maxLength: opt(count(1, 5_000)),
    placeholder: opt(Text),
  }),
  z.strictObject({ ...asked, type: z.literal("number"), min: opt(z.number()), max: opt(z.number()) }),
  z.strictObject({ ...asked, type: z.literal("date"), min: opt(day), max: opt(day) }),
  z.strictObject({
    ...asked,
    type: z.literal("contact"),
    fields: opt(list(z.literal(["name", "email", "phone"]))),
    consent: opt(Text),
  }),
  z.strictObject({ ...asked, type: z.literal("consent"), label: opt(Text) }),
  z.strictObject({ ...asked, type: z.literal("note"), link: opt(Link) }),
]);
export type Question = z.infer<typeof Question>;
export type QuestionType = Question["type"];

/** What is said at the end; the first whose rule holds. */
export const Ending = z.strictObject({
  id: opt(choiceId),
  when: opt(Rule),
  title: Text,
  hint: opt(Text),
  link: opt(Link),
});
export type Ending = z.infer<typeof Ending>;

/** One survey: when, whom and what it asks. */
export const Survey = z.strictObject({
  id: surveyId,
  revision: opt(count(1, 1_000_000_000)),
  name: opt(z.string()),
  touchpoint: opt(filled),
  paused: opt(flag),
  startAt: opt(instant),
  endAt: opt(instant),
  display: opt(Display),
  triggers: opt(z.array(Trigger)),
  audience: opt(Audience),
  frequency: opt(Frequency),
  ignorePace: opt(flag),
  priority: opt(z.number()),
  snooze: opt(duration),
  sender: opt(Text),
  notice: opt(z.strictObject({ text: Text, url: opt(url) })),
  anonymous: opt(flag),
  page: opt(z.literal(["path", "origin", "none"])),
  benchmark: opt(mapOf(z.number())),
  questions: list(Question),
  endings: opt(z.array(Ending)),
  theme: opt(Theme),
});
export type Survey = z.infer<typeof Survey>;

/** All of a manifest but its surveys, which are judged one by one. */
export const ManifestFrame = z.strictObject({
  version: z.literal(1),
  pace: opt(Pace),
  surveys: z.array(z.unknown()),
  theme: opt(Theme),
  paused: opt(flag),
  keepQuery: opt(flag),
  recordTraits: opt(z.array(filled)),
  checked: opt(z.string()),
});

/** The whole of what a site owner writes. */
export const Manifest = /* #__PURE__ */ z.extend(ManifestFrame, { surveys: z.array(Survey) });
export type Manifest = z.infer<typeof Manifest>;
