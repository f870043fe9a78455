import type { Question, QuestionType } from "./schema.ts";

/**
 * How a figure is computed. `points`: 100 × (good − low) ÷ all, −100 to 100 (the Net Promoter Score); `share`: good ÷ all, 0 to 1; `mean`: on the question's own scale.
 */
export type FigureKind = "points" | "share" | "mean";

/** The figures that stand for a question, by the names that results give them. */
export const FIGURES = {
  nps: "points",
  satisfied: "share",
  easy: "share",
  up: "share",
  mean: "mean",
} as const satisfies Record<string, FigureKind>;
export type FigureName = keyof typeof FIGURES;

/** The lowest and the highest score, both whole numbers. */
export interface Scale {
  from: number;
  to: number;
}

/** The highest score that is low, and the lowest that is good. */
export interface Bounds {
  low: number;
  good: number;
}

/** What the columns of `QUESTION_TYPES` say. */
interface TypeDescription {
  /** What an answer is: a score on a scale, one of two thumbs, one of some options, several, all of them in order … */
  answer:
    | "score"
    | "thumb"
    | "option"
    | "options"
    | "order"
    | "cells"
    | "text"
    | "number"
    | "day"
    | "contact"
    | "consent"
    | "nothing";
  /** Which piece of the prompt draws it: the first one, or the one with further questions. */
  piece: "prompt" | "questions";
  /** The figure that stands for the question. Default: none does. */
  figure?: FigureName;
  /** Whether the survey may offer "not applicable", which is answered by `"na"`. Default: no. */
  na?: true;
}

/** What the columns say of a scored type. */
interface ScoreDescription extends TypeDescription {
  answer: "score";
  figure: FigureName;
  scale: Scale;
  /** Where the survey may set `max`: a function of the highest score. */
  bounds: Bounds | ((to: number) => Bounds);
}

/**
 * The scales of the scored types: a column of `QUESTION_TYPES` by itself, since the prompt reads no other. Where the
 * survey may set `max`, the scale without it.
 */
export const SCALES = {
  nps: { from: 0, to: 10 },
  csat: { from: 1, to: 5 },
  ces: { from: 1, to: 7 },
  rating: { from: 1, to: 5 },
} as const satisfies Partial<Record<QuestionType, Scale>>;

/**
 * All that is known of a question type. NPS after Reichheld (2003): promoters 9 and 10, detractors 0 to 6; CSAT counts
 * the two top boxes of five; CES 2.0 (CEB 2013) those who agree, 5 to 7. A rating has no agreed bounds: those given
 * here only colour charts, and its figure is the mean.
 */
export const QUESTION_TYPES = {
  nps: {
    answer: "score",
    scale: SCALES.nps,
    bounds: { low: 6, good: 9 },
    figure: "nps",
    na: true,
    piece: "prompt",
  },
  csat: {
    answer: "score",
    scale: SCALES.csat,
    bounds: { low: 2, good: 4 },
    figure: "satisfied",
    na: true,
    piece: "prompt",
  },
  ces: {
    answer: "score",
    scale: SCALES.ces,
    bounds: { low: 3, good: 5 },
    figure: "easy",
    na: true,
    piece: "prompt",
  },
  rating: {
    answer: "score",
    scale: SCALES.rating,
    bounds: (to) => ({ low: Math.floor(to * 0.5), good: Math.ceil(to * 0.8) }),
    figure: "mean",
    na: true,
    piece: "questions",
  },
  thumbs: { answer: "thumb", figure: "up", piece: "questions" },
  single: { answer: "option", piece: "questions" },
  multi: { answer: "options", piece: "questions" },
  matrix: { answer: "cells", na: true, piece: "questions" },
  ranking: { answer: "order", piece: "questions" },
  text: { answer: "text", piece: "prompt" },
  number: { answer: "number", piece: "questions" },
  date: { answer: "day", piece: "questions" },
  contact: { answer: "contact", piece: "questions" },
  consent: { answer: "consent", piece: "questions" },
  note: { answer: "nothing", piece: "questions" },
} as const satisfies Record<QuestionType, TypeDescription | ScoreDescription>;

type Table = typeof QUESTION_TYPES;
type TypesWith<Column> = {
  [Type in QuestionType]: Table[Type] extends Column ? Type : never;
}[QuestionType];
/** Types whose answer is a score. */
export type ScoreType = TypesWith<{ answer: "score" }>;
/** Types that a figure stands for. */
export type FigureType = TypesWith<{ figure: FigureName }>;
/** Types that the first piece of the prompt draws. */
export type PlainType = TypesWith<{ piece: "prompt" }>;

/** Whether there is a question type of this name. */
export function isQuestionType(name: string): name is QuestionType {
  return Object.keys(QUESTION_TYPES).indexOf(name) >= 0;
}

/** What is known of a type. */
export function describeType(type: QuestionType): TypeDescription | ScoreDescription {
  return QUESTION_TYPES[type];
}

/** Whether a type is one that a figure stands for. */
export function hasFigure(type: string): type is FigureType {
  return isQuestionType(type) && describeType(type).figure !== undefined;
}

/** How the figure of a type is computed; nothing where none stands for it. */
export function figureKindOf(type: FigureType): FigureKind;
export function figureKindOf(type: QuestionType): FigureKind | undefined;
export function figureKindOf(type: QuestionType): FigureKind | undefined {
  const { figure } = describeType(type);
  return figure && FIGURES[figure];
}

/** Whether the answers of a type are scores. */
export function isScoreType(type: string): type is ScoreType {
  return isQuestionType(type) && describeType(type).answer === "score";
}

/** Whether the answer to a question is a score. */
export function isScored(question: Question): question is Extract<Question, { type: ScoreType }> {
  // The browser's check carries the column of scales alone.
  return Object.keys(SCALES).indexOf(question.type) >= 0;
}

/** The scale of a scored question. */
export function scaleOf(question: Extract<Question, { type: ScoreType }>): Scale {
  const { from, to } = SCALES[question.type];
  return { from, to: ("max" in question && question.max) || to };
}

/** Whether an answer is one of the scores of a scale. */
export function isOnScale(answer: unknown, { from, to }: Scale): answer is number {
  return typeof answer === "number" && answer % 1 === 0 && answer >= from && answer <= to;
}

/** How good an answer is. */
export type Band = "low" | "middle" | "high";

/**
 * How good an answer is; nothing for what is neither a score nor a thumb.
 *
 * @param to - the highest score of the scale; whether the score lies on it is not asked
 */
export function bandOf(type: QuestionType, answer: unknown, to: number): Band | undefined {
  const known = describeType(type);
  if (known.answer === "thumb") return answer === "up" ? "high" : answer === "down" ? "low" : undefined;
  if (typeof answer !== "number" || !("bounds" in known)) return undefined;
  const { low, good } = typeof known.bounds === "function" ? known.bounds(to) : known.bounds;
  return answer <= low ? "low" : answer >= good ? "high" : "middle";
}
