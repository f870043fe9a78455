import { createHash } from "node:crypto";
import type { AlarmText } from "../answers/site.ts";
import type { Alert } from "../config/schema.ts";
import { TOLD_FIGURES, type ToldFigure } from "../notices/figures.ts";
import type { SurveyDefinitions } from "../results/definitions.ts";
import type { DimensionValue } from "../results/dimension.ts";
import type { Store } from "../store/store.ts";

/** Raises the alarm when a figure was bad on each of the last days. */
export interface FigureRule {
  kind: "figure";
  key: string;
  survey: string;
  /** None for the response rate. */
  question: string | undefined;
  figure: ToldFigure;
  below: number | undefined;
  dropPercent: number | undefined;
  /** Ended days. */
  days: number;
  /** Answers (for the response rate: showings) that a day needs to be evaluated. */
  minimum: number;
  /** Dimensions, of which the first that a record has decides its group; none: all records together. */
  by: { text: string; names: readonly string[] } | undefined;
}

/** Raises the alarm when words occur often. */
export interface WordsRule {
  kind: "words";
  key: string;
  survey: string;
  /** Default: every text. */
  question: string | undefined;
  words: readonly string[];
  /** Texts. */
  count: number;
  /** A duration. */
  within: string;
}

/** Raises the alarm when a survey is shown and not answered. */
export interface SilentRule {
  kind: "silent";
  key: string;
  survey: string;
  /** Showings. */
  shown: number;
}

export type AlertRule = FigureRule | WordsRule | SilentRule;

const MINIMUM = 5;
const DAYS = 1;
const COUNT = 5;
const WITHIN = "24h";

/** A rule of the configuration, whose contradictions have been refused, with its defaults. */
export function ruleOf(alert: Alert): AlertRule {
  const { survey, question } = alert;
  const key = createHash("sha256").update(JSON.stringify(alert)).digest("base64url");
  if (alert.words)
    return {
      kind: "words",
      key,
      survey,
      question,
      words: alert.words,
      count: alert.count ?? COUNT,
      within: alert.within ?? WITHIN,
    };
  if (alert.silent) return { kind: "silent", key, survey, shown: alert.silent.shown };
  return {
    kind: "figure",
    key,
    survey,
    question,
    figure: figureNamed(alert.figure) ?? "nps",
    below: alert.below,
    dropPercent: alert.dropPercent,
    days: alert.days ?? DAYS,
    minimum: alert.minimum ?? MINIMUM,
    by: alert.by === undefined ? undefined : { text: alert.by, names: namesIn(alert.by) },
  };
}

/** The figure of a name. */
export function figureNamed(name: string | undefined): ToldFigure | undefined {
  return TOLD_FIGURES.find((figure) => figure === name);
}

/** The dimensions of `A|B`. */
export function namesIn(by: string): string[] {
  return by.split("|").map((name) => name.trim());
}

/** What a look at a rule's figures says of one group. */
export interface Finding {
  rule: AlertRule;
  /** The rule's dimension and the group's value; none where the rule is about all records. */
  group?: { by: string; value: DimensionValue };
  /** `unclear`: too few answers to tell, so that what was raised stays and nothing is raised. */
  state: "bad" | "good" | "unclear";
  /** What was looked at. */
  figures: Readonly<Record<string, unknown>>;
  /** Why it is bad. */
  text: AlarmText;
}

/** What alarms about a survey are drawn from. */
export interface SurveySource {
  store: Store;
  site: string;
  definitions: SurveyDefinitions;
  /** Zone of days. */
  timeZone: string;
  now: Date;
}
