import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  bandOf,
  describeType,
  FIGURES,
  figureKindOf,
  isOnScale,
  isQuestionType,
  isScored,
  QUESTION_TYPES,
  scaleOf,
} from "../../../widget/manifest/question-types.ts";
import { Question } from "../../../widget/manifest/schema.ts";

const types = Object.keys(QUESTION_TYPES).filter(isQuestionType);
const scored = types
  .map((type) => Question.parse({ ...required(type), id: "q", type, title: "?" }))
  .filter(isScored);

/** What a question of a type cannot be without. */
function required(type: string): object {
  const options = [
    { id: "a", label: "A" },
    { id: "b", label: "B" },
  ];
  if (type === "matrix") return { rows: options, columns: options };
  return ["single", "multi", "ranking"].includes(type) ? { options } : {};
}

describe("the table of question types", () => {
  it("says of each type whether it may be not applicable as its schema does", () => {
    for (const type of types) {
      const offered = { ...required(type), id: "q", type, title: "?", na: "Does not apply" };
      expect([type, Question.safeParse(offered).success]).toEqual([type, describeType(type).na === true]);
    }
  });

  it.each(scored)(
    "divides the scale of $type into low, middle and good scores, in this order",
    (question) => {
      const { from, to } = scaleOf(question);
      const bands = Array.from({ length: to - from + 1 }, (_, index) =>
        bandOf(question.type, from + index, to),
      );
      const order = ["low", "middle", "high"];
      expect(bands).toEqual(
        [...bands].sort((one, other) => order.indexOf(one ?? "") - order.indexOf(other ?? "")),
      );
      expect([bands[0], bands[bands.length - 1]]).toEqual(["low", "high"]);
    },
  );

  it.each([2, 3, 5, 7, 10])("has a low and a good end on a rating of %i", (max) => {
    expect([1, max].map((score) => bandOf("rating", score, max))).toEqual(["low", "high"]);
  });

  it("takes a rating's scale from its question, and another's from the type", () => {
    const rating = { id: "q", type: "rating", title: "?" } as const;
    expect(scaleOf(rating)).toEqual({ from: 1, to: 5 });
    expect(scaleOf({ ...rating, max: 10 })).toEqual({ from: 1, to: 10 });
    expect(scaleOf({ id: "q", type: "nps", title: "?" })).toEqual({ from: 0, to: 10 });
  });

  it("takes whole numbers from the lowest to the highest for scores, and nothing else", () => {
    const scale = { from: 1, to: 5 };
    expect([1, 5, 0, 6, 2.5, "3", Number.NaN, undefined].filter((one) => isOnScale(one, scale))).toEqual([
      1, 5,
    ]);
  });

  it("has a figure behind each name that stands for a type", () => {
    for (const type of types) {
      const { figure } = describeType(type);
      expect(figureKindOf(type)).toBe(figure && FIGURES[figure]);
    }
  });

  it("knows no type that the page's libraries have put on all objects", () => {
    expect(["toString", "constructor", "nps"].filter(isQuestionType)).toEqual(["nps"]);
  });
});

const root = fileURLToPath(new URL("../../..", import.meta.url));
const NAMES: readonly string[] = types.filter((type) => describeType(type).figure);

/** Types with a figure that a file names, as a string or as a key. */
function typesNamedIn(file: string): string[] {
  const text = readFileSync(root + file, "utf8");
  const found = new Set<string>();
  if (NAMES.filter((name) => text.includes(name)).length < 2) return [];
  const visit = (node: ts.Node): void => {
    const isKey = ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if ((ts.isStringLiteralLike(node) || isKey) && NAMES.includes(node.text)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return [...found];
}

/** Files that name several, with what they list. Words name types too, and the compiler says where one is missing. */
const LISTS: Record<string, string> = {
  "widget/manifest/schema.ts": "what the owner may write of each",
  "widget/manifest/question-types.ts": "the table",
  "widget/manifest/template.ts": "the built-in surveys, which are called like their score",
  "widget/options.ts": "the names of the built-in surveys",
  "widget/prompt/questions/index.ts": "what draws them, from the first piece on",
  "widget/prompt/questions/more.tsx": "what draws them, in the piece with further questions",
  "widget/prompt/questions/scores.tsx": "their components",
  "widget/prompt/questions/ratings.tsx": "their components",
};

describe("a list of types with a figure", () => {
  it("stands nowhere but in the tables, the words, and what draws them", () => {
    const files = ["widget", "server-stub"].flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name) && !/(?:^|[\\/])words(?:[\\/]|\.ts$)/.test(name))
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
    );
    expect(files.filter((file) => typesNamedIn(file).length > 1).sort()).toEqual(Object.keys(LISTS).sort());
  });
});
