import { type Problem, problemAt } from "./problem.ts";
import type { Question, Rule, Survey } from "./schema.ts";

type Path = readonly PropertyKey[];

/**
 * What a schema cannot see in a survey: names that point nowhere or stand twice.
 *
 * @param survey - of the right shape
 * @param at - its path in the manifest
 */
export function referenceProblems(survey: Survey, at: Path): Problem[] {
  const problems: Problem[] = [];
  const questions = new Map(survey.questions.map((question) => [question.id, question]));
  const add = (path: Path, value: unknown, expected: string, known?: readonly string[]) =>
    void problems.push(problemAt([...at, ...path], value, expected, known));
  const unique = (path: Path, items: readonly { id?: string | undefined }[]) => {
    const seen = new Set<string>();
    items.forEach(({ id }, index) => {
      if (id !== undefined && seen.has(id)) add([...path, index, "id"], id, "an id that no other here has");
      if (id !== undefined) seen.add(id);
    });
  };
  const rule = (path: Path, value: Rule | undefined): void => {
    if (!value) return;
    if ("all" in value) value.all.forEach((part, index) => void rule([...path, "all", index], part));
    else if ("any" in value) value.any.forEach((part, index) => void rule([...path, "any", index], part));
    else if ("answer" in value) answer([...path, "answer"], value.answer);
    else if (!("trait" in value) && !("prop" in value)) rule([...path, "not"], value.not);
  };
  const answer = (path: Path, id: string) => {
    const dot = id.indexOf(".");
    const question = questions.get(dot < 0 ? id : id.slice(0, dot));
    const row = dot < 0 ? undefined : id.slice(dot + 1);
    const rows = question?.type === "matrix" ? question.rows.map((each) => each.id) : [];
    if (!question) add(path, id, "the id of a question of this survey", [...questions.keys()]);
    else if (row !== undefined && !rows.includes(row))
      add(path, id, "the id of a matrix and one of its rows, with a dot");
  };

  unique(["questions"], survey.questions);
  unique(["endings"], survey.endings ?? []);
  const targets = ["end", ...questions.keys()];
  survey.questions.forEach((question, index) => {
    const path = ["questions", index];
    if (question.id === "end")
      add([...path, "id"], "end", 'another id ("end" stands for the ending in goto)');
    for (const [key, items] of innerLists(question)) unique([...path, key], items);
    const { min, max } = question as { min?: number | string; max?: number | string };
    if (min !== undefined && max !== undefined && min > max)
      add([...path, "min"], min, `no more than max (${max})`);
    rule([...path, "when"], question.when);
    question.next?.forEach((step, place) => {
      const at = [...path, "next", place];
      rule([...at, "when"], step.when);
      if (!targets.includes(step.goto))
        add([...at, "goto"], step.goto, 'the id of a question of this survey, or "end"', targets);
    });
  });
  survey.endings?.forEach((ending, index) => void rule(["endings", index, "when"], ending.when));
  for (const id of Object.keys(survey.benchmark ?? {}))
    if (!questions.has(id))
      add(["benchmark", id], id, "the id of a question of this survey", [...questions.keys()]);
  if (survey.startAt && survey.endAt && Date.parse(survey.startAt) >= Date.parse(survey.endAt))
    add(["endAt"], survey.endAt, `a time after startAt (${survey.startAt})`);
  return problems;
}

function innerLists(question: Question): [string, readonly { id: string }[]][] {
  if ("options" in question) return [["options", question.options]];
  return question.type === "matrix"
    ? [
        ["rows", question.rows],
        ["columns", question.columns],
      ]
    : [];
}
