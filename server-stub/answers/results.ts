import * as z from "zod/mini";
import type { FigureName } from "../../widget/manifest/question-types.ts";
import { Answer, dictionary, Interval, maybe, Text } from "./values.ts";

/** The main figure of a question. A question has those of its type; `null` where too few answered. */
const MAIN_FIGURE = {
  /** 100 × (promoters − detractors) ÷ n. */
  nps: maybe(z.number()),
  /** Shares from 0 to 1. */
  satisfied: maybe(z.number()),
  easy: maybe(z.number()),
  up: maybe(z.number()),
  mean: maybe(z.number()),
  ci95: maybe(Interval),
} satisfies Record<FigureName | "ci95", z.core.SomeType>;

const Counts = dictionary(z.number());

/** The latest texts, newest first, each with the other answers and the tags of its record. */
const Verbatim = z.object({
  record: z.string(),
  /** Corrected time of showing, ISO 8601, UTC. */
  at: z.string(),
  text: z.string(),
  answers: dictionary(Answer),
  tags: z.array(z.string()),
});

/** The figures that the type of a question has. Every one is `null` where too few answered. */
const FIGURES_OF_TYPE = {
  ...MAIN_FIGURE,
  /** How often each point or option was chosen. */
  counts: maybe(Counts),
  promoters: maybe(z.number()),
  passives: maybe(z.number()),
  detractors: maybe(z.number()),
  /** Of a matrix, by row. */
  rows: maybe(dictionary(z.object({ n: z.number(), counts: z.nullable(Counts), mean: maybe(z.number()) }))),
  /** Of a ranking: mean rank of each option, 1 is best, and how often it came first. */
  meanRank: maybe(dictionary(z.nullable(z.number()))),
  first: maybe(Counts),
  latest: maybe(z.array(Verbatim)),
  median: maybe(z.number()),
  min: maybe(z.union([z.number(), z.string()])),
  max: maybe(z.union([z.number(), z.string()])),
  consented: maybe(z.number()),
};
export type TypeFigures = z.infer<z.ZodMiniObject<typeof FIGURES_OF_TYPE>>;

/** The figures of one question, as those were asked who were counted; of several kinds the newest counts. */
export const QuestionFigures = z.object({
  ...FIGURES_OF_TYPE,
  type: z.string(),
  /** Records whose path includes the question, or that have an answer to it. */
  asked: z.number(),
  /** Answers that count. */
  n: z.number(),
  /** What the owner compares the figure with. */
  benchmark: z.optional(z.number()),
  /** The main figure over several steps of a series. */
  moving: z.optional(z.object({ ...MAIN_FIGURE, n: z.number() })),
});
export type QuestionFigures = z.infer<typeof QuestionFigures>;

const FIGURES = {
  shown: z.number(),
  answered: z.number(),
  completed: z.number(),
  dismissed: z.number(),
  snoozed: z.number(),
  questions: dictionary(QuestionFigures),
};
/** What is known of a set of records. */
export type Figures = z.infer<z.ZodMiniObject<typeof FIGURES>>;

/** Shares; `null` where there is nothing to divide by. */
const RATES = {
  /** Answered ÷ shown. */
  responseRate: z.nullable(z.number()),
  /** Answered and completed ÷ answered: who skips everything comes to the end without an answer. */
  completionRate: z.nullable(z.number()),
};
export type Rates = z.infer<z.ZodMiniObject<typeof RATES>>;

/** `null` for the records without a value. */
const GROUP = { ...FIGURES, value: z.nullable(z.string()) };
/** The figures of the records that share a value. Groups have at most two levels. */
const Group = z.object({ ...GROUP, groups: z.optional(z.array(z.object(GROUP))) });
export type Group = z.infer<typeof Group>;

/** The figures of one step; `at` is its first day, `YYYY-MM-DD`, in the zone asked for. */
const SeriesStep = z.object({ ...FIGURES, at: z.string() });
export type SeriesStep = z.infer<typeof SeriesStep>;

const DIFFERENCE = {
  difference: z.nullable(z.number()),
  ci95: z.nullable(Interval),
  /** What the interval says: it lies above or below 0, or the difference may be chance. */
  change: z.nullable(z.enum(["up", "down", "chance"])),
};
/** The difference of two main figures. */
const Difference = z.object(DIFFERENCE);
export type Difference = z.infer<typeof Difference>;

/** Whether every record counts, or of each person only one. */
export const COUNTS = ["records", "people"] as const;
export type Count = (typeof COUNTS)[number];

/** The answer of `GET /v1/surveys/:id/results`. Figures are not rounded. */
export const Results = z.object({
  ...FIGURES,
  ...RATES,
  survey: z.string(),
  /** ISO 8601, UTC; inclusive. `null`: from the first record on. */
  from: z.nullable(z.string()),
  /** Exclusive. `null`: to the last. */
  to: z.nullable(z.string()),
  count: z.enum(COUNTS),
  /** How many were invited, as the request said. */
  invited: z.nullable(z.number()),
  by: z.optional(z.string()),
  groups: z.optional(z.array(Group)),
  step: z.optional(z.string()),
  series: z.optional(z.array(SeriesStep)),
  compare: z.optional(z.object({ from: z.string(), to: z.string(), questions: dictionary(Difference) })),
});
export type Results = z.infer<typeof Results>;

const Choice = z.object({
  id: z.string(),
  label: Text,
  image: z.optional(z.string()),
  /** Of a matrix's column, for the mean. */
  value: z.optional(z.number()),
});
const choices = z.optional(z.array(Choice));
/** What figures of a question are labelled by. */
const QuestionLabels = z.object({
  id: z.string(),
  type: z.string(),
  title: Text,
  options: choices,
  rows: choices,
  columns: choices,
  max: z.optional(z.union([z.number(), z.string()])),
  low: z.optional(Text),
  high: z.optional(Text),
  other: z.optional(z.union([z.boolean(), Text])),
  na: z.optional(Text),
});
export type QuestionLabels = z.infer<typeof QuestionLabels>;

/** The answer of `GET /v1/surveys/:id/questions`. */
export const Questions = z.object({
  survey: z.string(),
  name: z.nullable(Text),
  revision: z.number(),
  benchmark: dictionary(z.number()),
  questions: z.array(QuestionLabels),
});
export type Questions = z.infer<typeof Questions>;

/** An answer or a trait that goes with a better or a worse figure than its alternatives. */
const Driver = z.object({
  ...DIFFERENCE,
  kind: z.enum(["answer", "trait", "prop"]),
  /** Id of the question (`QUESTION.ROW` for a matrix), or the trait's or property's name. */
  name: z.string(),
  value: z.string(),
  /** Answers of those who have it, and of those who have another value of the same name. */
  n: z.number(),
  nOthers: z.number(),
  figure: z.number(),
  figureOthers: z.number(),
});
export type Driver = z.infer<typeof Driver>;

/** The answer of `GET /v1/surveys/:id/drivers`, worst first. */
export const Drivers = z.object({
  survey: z.string(),
  question: z.nullable(z.string()),
  figure: z.nullable(z.string()),
  n: z.number(),
  drivers: z.array(Driver),
});
export type Drivers = z.infer<typeof Drivers>;

/** A word that one side uses. */
const SideWord = z.object({
  word: z.string(),
  /** Texts of this side that have it. */
  n: z.number(),
  /** Share of this side's texts, and of the other side's. */
  share: z.number(),
  shareOthers: z.number(),
});
export type SideWord = z.infer<typeof SideWord>;

/** The answer of `GET /v1/surveys/:id/words`. */
export const SaidWords = z.object({
  survey: z.string(),
  question: z.nullable(z.string()),
  score: z.nullable(z.string()),
  promoters: z.array(SideWord),
  detractors: z.array(SideWord),
});
export type SaidWords = z.infer<typeof SaidWords>;
