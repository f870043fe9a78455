import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { formatPath, formatValue, problemsWith } from "../../../widget/manifest/problem.ts";

describe("a path", () => {
  it.each<[PropertyKey[], string]>([
    [[], ""],
    [["version"], "version"],
    [["surveys", 0, "questions", 1, "type"], "surveys[0].questions[1].type"],
    [["traits", "first name"], 'traits["first name"]'],
    [["a", "b.c", "d"], 'a["b.c"].d'],
    [["title", "zh-CN"], "title.zh-CN"],
    [["$schema"], '["$schema"]'],
  ])("%j is written as %s", (path, printed) => {
    expect(formatPath(path)).toBe(printed);
  });
});

describe("a value that was found", () => {
  it.each<[unknown, string]>([
    [undefined, "nothing"],
    [null, "null"],
    ["a", '"a"'],
    [1.5, "1.5"],
    [{ a: [1] }, '{"a":[1]}'],
    [() => 1, "function"],
  ])("%s is written as %s", (value, printed) => {
    expect(formatValue(value)).toBe(printed);
  });

  it("is cut to 60 characters", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        const printed = formatValue(value);
        expect(printed.length).toBeLessThanOrEqual(60);
        if (json.length > 60) expect(printed).toBe(`${json.slice(0, 59)}…`);
        else expect(printed).toBe(json);
      }),
    );
  });
});

describe("the problems with a value", () => {
  it("are none if it is right", () => {
    expect(problemsWith(z.number(), 1)).toEqual([]);
  });

  it("name the place within what it came from", () => {
    expect(problemsWith(z.object({ a: z.number() }), { a: "1" }, ["sites", 2])).toEqual([
      { path: "sites[2].a", found: '"1"', expected: "a number" },
    ]);
  });

  it("carry the values that would have been right, for a suggestion", () => {
    const [problem] = problemsWith(z.enum(["popover", "sheet"]), "popup");
    expect(problem).toEqual({
      path: "",
      found: '"popup"',
      expected: 'one of "popover", "sheet"',
      unknown: { given: "popup", known: ["popover", "sheet"], key: false },
    });
  });

  it("print numbers and texts apart", () => {
    expect(problemsWith(z.literal([1, "1"]), 2)).toMatchObject([{ found: "2", expected: 'one of 1, "1"' }]);
  });

  it("are those of the branch of a union that was most likely meant", () => {
    const shape = z.union([
      z.strictObject({ on: z.literal("load"), after: z.number() }),
      z.strictObject({ on: z.literal("click"), selector: z.string() }),
    ]);
    expect(problemsWith(shape, { on: "click", selector: 1 })).toEqual([
      { path: "selector", found: "1", expected: "a text" },
    ]);
    expect(problemsWith(shape, { on: "tap" })).toEqual([
      {
        path: "on",
        found: '"tap"',
        expected: 'one of "load", "click"',
        unknown: { given: "tap", known: ["load", "click"], key: false },
      },
    ]);
    expect(problemsWith(shape, 5)).toEqual([{ path: "", found: "5", expected: "an object" }]);
  });

  it("let keys pass that begin with x-, and $schema", () => {
    const shape = z.strictObject({ a: z.optional(z.number()) });
    expect(problemsWith(shape, { $schema: 1, "x-b": 2 })).toEqual([]);
    expect(problemsWith(shape, { xb: 1 })).toMatchObject([
      { path: "xb", unknown: { given: "xb", known: ["a"] } },
    ]);
  });
});
