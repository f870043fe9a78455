import * as z from "zod/mini";

// A strict content security policy forbids what zod would otherwise probe for.
z.config({ jitless: true });

const opt = z.optional;
const maybe = <Item extends z.core.SomeType>(item: Item) => opt(z.nullable(item));
const dictionary = <Item extends z.core.SomeType>(item: Item) => z.record(z.string(), item);
const Interval = z.nullable(z.tuple([z.number(), z.number()]));
const Counts = z.nullable(dictionary(z.number()));

/** A text in one or several languages, as manifests have it. */
export const Text = z.union([z.string(), dictionary(z.string())]);
export type Text = z.infer<typeof Text>;

/** The answer to one question. */
export const Answer = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.object({ other: z.string() })])),
  dictionary(z.union([z.string(), z.boolean()])),
]);
export type Answer = z.infer<typeof Answer>;
const Answers = dictionary(Answer);

/** Who is logged in, and what there is to see. */
export const Session = z.object({
  name: z.string(),
  role: z.enum(["analyst", "care", "admin"]),
  sites: z.array(
    z.object({
      key: z.string(),
      retentionDays: z.nullable(z.number()),
      surveys: z.array(z.object({ id: z.string(), name: z.nullable(Text), current: z.boolean() })),
      dimensions: z.array(z.string()),
    }),
  ),
  where: dictionary(z.array(z.string())),
  timeZone: z.string(),
  /** Where people reach the collector; `null`: not known, and then it is where the board was reached. */
  publicUrl: z.nullable(z.string()),
});
export type Session = z.infer<typeof Session>;

/** The main figure that a question may have. */
const FIGURES = {
  nps: maybe(z.number()),
  satisfied: maybe(z.number()),
  easy: maybe(z.number()),
  up: maybe(z.number()),
  mean: maybe(z.number()),
  ci95: opt(Interval),
};

/** What was answered to one question. Every figure is `null` where too few answered. */
export const QuestionFigures = z.object({
  ...FIGURES,
  type: z.string(),
  asked: z.number(),
  n: z.number(),
  counts: opt(Counts),
  promoters: maybe(z.number()),
  passives: maybe(z.number()),
  detractors: maybe(z.number()),
  rows: maybe(dictionary(z.object({ n: z.number(), counts: Counts, mean: maybe(z.number()) }))),
  meanRank: maybe(dictionary(z.nullable(z.number()))),
  first: maybe(dictionary(z.number())),
  latest: maybe(
    z.array(
      z.object({
        record: z.string(),
        at: z.string(),
        text: z.string(),
        answers: Answers,
        tags: opt(z.array(z.string())),
      }),
    ),
  ),
  median: maybe(z.number()),
  min: maybe(z.union([z.number(), z.string()])),
  max: maybe(z.union([z.number(), z.string()])),
  consented: maybe(z.number()),
  benchmark: maybe(z.number()),
  moving: maybe(z.object({ ...FIGURES, n: z.number() })),
});
export type QuestionFigures = z.infer<typeof QuestionFigures>;

const FIGURES_OF_A_SET = {
  shown: z.number(),
  answered: z.number(),
  completed: z.number(),
  dismissed: z.number(),
  snoozed: z.number(),
  questions: dictionary(QuestionFigures),
};

/** Figures of the records that share a value. */
const InnerGroup = z.object({ ...FIGURES_OF_A_SET, value: z.nullable(z.string()) });
export const Group = z.object({
  ...FIGURES_OF_A_SET,
  value: z.nullable(z.string()),
  groups: opt(z.array(InnerGroup)),
});
export type Group = z.infer<typeof Group>;

/** Figures of one day, week or month. */
export const SeriesStep = z.object({ ...FIGURES_OF_A_SET, at: z.string() });
export type SeriesStep = z.infer<typeof SeriesStep>;

/** A difference to the period before. */
export const Change = z.object({
  difference: z.nullable(z.number()),
  ci95: Interval,
  change: maybe(z.enum(["up", "down", "chance"])),
});
export type Change = z.infer<typeof Change>;

/** The answer of `GET /v1/surveys/:id/results`. */
export const Results = z.object({
  ...FIGURES_OF_A_SET,
  survey: z.string(),
  responseRate: z.nullable(z.number()),
  completionRate: z.nullable(z.number()),
  groups: opt(z.array(Group)),
  series: opt(z.array(SeriesStep)),
  compare: opt(z.object({ from: z.string(), to: z.string(), questions: dictionary(Change) })),
});
export type Results = z.infer<typeof Results>;

const Choice = z.object({ id: z.string(), label: Text });
/** One question, for its labels. */
export const Question = z.object({
  id: z.string(),
  type: z.string(),
  title: Text,
  options: opt(z.array(Choice)),
  rows: opt(z.array(Choice)),
  columns: opt(z.array(Choice)),
  max: opt(z.number()),
  other: opt(z.union([z.boolean(), Text])),
  na: opt(Text),
});
export type Question = z.infer<typeof Question>;

/** The answer of `GET /v1/surveys/:id/questions`. */
export const Questions = z.object({ questions: z.array(Question) });

/** What goes with low scores. */
export const Driver = z.object({
  kind: z.enum(["answer", "trait", "prop"]),
  name: z.string(),
  value: z.string(),
  n: z.number(),
  nOthers: z.number(),
  figure: z.nullable(z.number()),
  figureOthers: z.nullable(z.number()),
  difference: z.nullable(z.number()),
  ci95: Interval,
});
export type Driver = z.infer<typeof Driver>;
export const Drivers = z.object({ figure: z.nullable(z.string()), n: z.number(), drivers: z.array(Driver) });

const Word = z.object({ word: z.string(), n: z.number(), share: z.number(), shareOthers: z.number() });
/** What promoters and detractors say. */
export const SaidWords = z.object({ promoters: z.array(Word), detractors: z.array(Word) });
export type SaidWords = z.infer<typeof SaidWords>;

const FUNNEL = {
  unhappy: z.number(),
  open: z.number(),
  overdue: z.number(),
  contacted: z.number(),
  resolved: z.number(),
  recovered: z.number(),
  medianHoursToContact: z.nullable(z.number()),
  contactedInTime: z.nullable(z.number()),
};
/** From the unhappy to the recovered. */
export const FollowUp = z.object({
  ...FUNNEL,
  groups: opt(z.array(z.object({ ...FUNNEL, value: z.nullable(z.string()) }))),
});
export type FollowUp = z.infer<typeof FollowUp>;

const Scalar = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
export const CASE_STATUSES = ["open", "contacted", "resolved", "unreachable", "withdrawn"] as const;
/** Somebody to call back. */
export const Case = z.object({
  id: z.string(),
  version: z.number(),
  survey: z.string(),
  record: z.string(),
  status: z.enum(CASE_STATUSES),
  recovered: z.boolean(),
  recoveredAt: maybe(z.string()),
  level: maybe(z.number()),
  owner: maybe(z.string()),
  assigned: maybe(z.string()),
  reason: maybe(z.string()),
  action: maybe(z.string()),
  openedAt: z.string(),
  receivedAt: z.string(),
  dueAt: maybe(z.string()),
  resolveBy: maybe(z.string()),
  overdue: z.boolean(),
  escalated: maybe(z.number()),
  openedBy: maybe(z.string()),
  shownAt: maybe(z.string()),
  answers: Answers,
  score: maybe(Answer),
  scoreType: maybe(z.string()),
  text: maybe(z.string()),
  person: z.object({
    user: maybe(z.string()),
    visitor: maybe(z.string()),
    name: maybe(z.string()),
    email: maybe(z.string()),
    phone: maybe(z.string()),
  }),
  traits: dictionary(Scalar),
  props: dictionary(Scalar),
  locale: maybe(z.string()),
  notes: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })),
  history: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      field: z.string(),
      from: opt(z.unknown()),
      to: opt(z.unknown()),
    }),
  ),
});
export type Case = z.infer<typeof Case>;
export const Cases = z.object({
  cases: z.array(Case),
  cursor: z.nullable(z.string()),
  reasons: opt(z.array(z.string())),
});

/** A link to ask somebody again. */
export const AskingLink = z.object({ url: z.string(), expiresAt: z.string() });
export type AskingLink = z.infer<typeof AskingLink>;

/** A figure that sank, words that piled up, or a survey that went silent. */
export const Alarm = z.object({
  id: z.string(),
  survey: z.string(),
  kind: z.string(),
  raisedAt: z.string(),
  clearedAt: maybe(z.string()),
  text: Text,
});
export type Alarm = z.infer<typeof Alarm>;
export const Alarms = z.object({ alarms: z.array(Alarm) });

/** What a webhook has to be told. */
export const Message = z.object({
  id: z.string(),
  webhook: z.string(),
  kind: z.string(),
  state: z.string(),
  attempts: z.number(),
  madeAt: z.string(),
  lastError: maybe(z.string()),
});
export type Message = z.infer<typeof Message>;
export const Messages = z.object({ messages: z.array(Message) });

/** How much of each kind was erased. */
const ERASED = {
  records: z.number(),
  conflicts: z.number(),
  cases: z.number(),
  links: z.number(),
  messages: z.number(),
};
const Erased = z.object(ERASED);
export type Erased = z.infer<typeof Erased>;

/** What an erasure took away. */
export const Erasure = z.object({ erased: Erased, filesClean: opt(z.boolean()) });
export type Erasure = z.infer<typeof Erasure>;

/** What was erased earlier, of nobody knows whom; newest first. */
export const PastErasures = z.object({
  erasures: z.array(
    z.object({
      ...ERASED,
      at: z.string(),
      by: z.enum(["user", "visitor", "record", "age"]),
      token: opt(z.string()),
    }),
  ),
});
export type PastErasures = z.infer<typeof PastErasures>;

/** What the tags of a record are now. */
export const Tagged = z.object({ tags: z.array(z.string()) });

/** An error as the collector tells it. */
export const Problem = z.object({
  code: z.string(),
  detail: z.string(),
  /** Of what stands in the way. */
  id: opt(z.string()),
  retryAfterMs: opt(z.number()),
});
