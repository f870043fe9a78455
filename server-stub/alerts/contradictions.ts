import { type Problem, problemAt } from "../../widget/manifest/problem.ts";
import { describeType, figureKindOf } from "../../widget/manifest/question-types.ts";
import type { Question, QuestionType, Survey } from "../../widget/manifest/schema.ts";
import { templateOf } from "../../widget/manifest/template.ts";
import type { Alert } from "../config/schema.ts";
import { kindOf, TOLD_FIGURES, type ToldFigure } from "../notices/figures.ts";
import { DIMENSION_NAMES, isGrouping } from "../results/dimension.ts";
import { figureNamed, namesIn } from "./rule.ts";

/** The figures that a question of a type has: the one that stands for it, and the mean of numbers and scores. */
function figuresOf(type: QuestionType): readonly ToldFigure[] {
  const { answer, figure } = describeType(type);
  const hasMean = answer === "number" || (answer === "score" && figureKindOf(type) !== "points");
  return [...new Set<ToldFigure>([...(figure ? [figure] : []), ...(hasMean ? ["mean" as const] : [])])];
}

const KEYS = {
  figure: ["question", "figure", "below", "dropPercent", "days", "minimum", "by"],
  words: ["question", "words", "count", "within"],
  silent: ["silent"],
} as const satisfies Record<string, readonly (keyof Alert)[]>;

type Add = (key: keyof Alert | undefined, expected: string, known?: readonly string[]) => void;

/** What a rule stands beside. */
interface AlertSurroundings {
  /** Of the rule in the configuration. */
  path: readonly PropertyKey[];
  /** The surveys of the site's manifest. */
  surveys: readonly Survey[];
}

/** What is wrong with an alert that the schema lets pass: it asks for nothing, or for what there is not. */
export function contradictionsInAlert(alert: Alert, { path, surveys }: AlertSurroundings): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (key, expected, known) => {
    const value = key === undefined ? alert : alert[key];
    const at = key === undefined ? path : [...path, key];
    problems.push(problemAt(at, value, expected, value === undefined ? undefined : known));
  };
  const kinds = (["figure", "words", "silent"] as const).filter((kind) => alert[kind] !== undefined);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    add(undefined, 'one of "figure", "words" and "silent"');
    return problems;
  }
  for (const key of Object.values(KEYS).flat())
    if (alert[key] !== undefined && !KEYS[kind].some((known) => known === key))
      add(key, `nothing, because the alert has "${kind}"`);
  const builtIn = templateOf(alert.survey)?.surveys ?? [];
  const survey = [...surveys, ...builtIn].find(({ id }) => id === alert.survey);
  if (!survey) {
    const ids = surveys.map(({ id }) => id);
    add("survey", "the id of a survey of the manifest", ids);
    return problems;
  }
  if (kind === "figure") checkFigure(alert, survey, add);
  if (kind === "words") checkWords(alert, survey, add);
  return problems;
}

function checkFigure(alert: Alert, { questions }: Survey, add: Add): void {
  const { below, dropPercent, by } = alert;
  const figure = figureNamed(alert.figure);
  if (!figure) {
    add("figure", `one of ${TOLD_FIGURES.join(", ")}`, TOLD_FIGURES);
    return;
  }
  if (figure === "responseRate") {
    if (alert.question !== undefined) add("question", "nothing: the response rate is the survey's");
  } else checkQuestion(alert.question, figure, questions, add);
  if (below === undefined && dropPercent === undefined) add(undefined, '"below" or "dropPercent"');
  const kind = kindOf(figure);
  if (below !== undefined && kind === "points" && Math.abs(below) > 100)
    add("below", "points from -100 to 100");
  if (below !== undefined && kind === "share" && (below < 0 || below > 1))
    add("below", "a share from 0 to 1, such as 0.85");
  if (dropPercent !== undefined && dropPercent <= 0) add("dropPercent", "a number over 0");
  if (by !== undefined && !namesIn(by).every(isGrouping))
    add("by", `one of ${DIMENSION_NAMES.join(", ")}, or several with | between them`, DIMENSION_NAMES);
}

function checkQuestion(
  id: string | undefined,
  figure: ToldFigure,
  questions: readonly Question[],
  add: Add,
): void {
  const question = questions.find((one) => one.id === id);
  if (!question) {
    const ids = questions.map((one) => one.id);
    add("question", "the id of a question of the survey", ids);
    return;
  }
  const figures = figuresOf(question.type);
  if (figures.includes(figure)) return;
  add(
    "figure",
    figures.length
      ? `${figures.join(" or ")}, because ${question.id} is a question of type ${question.type}`
      : `a question that has it: ${question.id} is of type ${question.type}`,
  );
}

function checkWords({ question: id, words }: Alert, { questions }: Survey, add: Add): void {
  const known = questions.filter(hasText).map((question) => question.id);
  if (id !== undefined && !known.includes(id))
    add("question", "the id of a question that is answered in own words", known);
  if (words?.some((word) => !word.trim())) add("words", "words that are not blank");
}

/** Whether people may answer a question in their own words. */
export function hasText(question: Question): boolean {
  return question.type === "text" || ("other" in question && Boolean(question.other));
}
