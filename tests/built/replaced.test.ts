import { type AnyNode, parse } from "acorn";
import { simple } from "acorn-walk";
import { describe, expect, it } from "vitest";
import { ownKeysOnly } from "../../.build/ownKeys.ts";
import { BROWSER_FILES, readBuilt } from "./files.ts";

/** Built-ins that libraries of pages replace, so that they give another result; the build has its own. */
const REPLACED = /^(?:Array\.from|Object\.keys|Date\.parse)$/;
const METHODS = ["toISOString", "reduce", "reduceRight"];
/** Where everything is written that is stored and sent. */
const WRITING = /^askling(?:-prompt|-delivery|\.full(?:\.all)?)?\.js$|^(?:index|core)\.js$/;
const WRITTEN_BY = /^(?:JSON\.stringify|Object\.(?:entries|values))$/;

/** What a file uses of the page's that may not be the engine's own. */
function findReplaced(name: string, code: string): string[] {
  const found: string[] = [];
  const textOf = ({ start, end }: AnyNode) => code.slice(start, end);
  simple(parse(code, { ecmaVersion: "latest", sourceType: "module" }), {
    MemberExpression(node) {
      const text = textOf(node);
      if (REPLACED.test(text) || (WRITING.test(name) && WRITTEN_BY.test(text))) found.push(text);
    },
    CallExpression({ callee }) {
      if (callee.type === "MemberExpression" && callee.property.type === "Identifier")
        if (METHODS.includes(callee.property.name)) found.push(textOf(callee));
    },
    ForInStatement(node) {
      if (!/hasOwnProperty|\.call\(|^return!0|^if\(!\(\w+ in \w+\)\)return!0/.test(textOf(node.body)))
        found.push(textOf(node).slice(0, 60));
    },
  });
  return found;
}

describe("what libraries of pages replace", () => {
  // There keys are asked of plain objects alone.
  const allowed: Record<string, string[]> = {
    "askling.js": ["Object.keys", "Object.entries", "Object.values"],
  };
  // On the collector's own page there is no library but this one.
  it.each(Object.keys(BROWSER_FILES).filter((name) => name !== "hosted.js"))("is not used by %s", (name) => {
    const found = findReplaced(name, readBuilt(name).toString());
    expect(found.filter((one) => !allowed[name]?.includes(one))).toEqual([]);
  });

  it.each([
    ["Array.from(a)", "Array.from"],
    ["a.b(Object.keys)", "Object.keys"],
    ["new Date().toISOString()", "new Date().toISOString"],
    ["for (const a in b) c(a)", "for (const a in b) c(a)"],
    ["JSON.stringify(a)", "JSON.stringify"],
  ])("is found: %s", (code, what) => {
    expect(findReplaced("askling.js", code)).toEqual([what]);
  });
});

describe("a loop over keys", () => {
  it.each([
    ["var i; for (i in a) b(i)", "var i; for (i in a) if (Object.prototype.hasOwnProperty.call(a, i)) b(i)"],
    [
      "for (let i in a.b) { c(i) }",
      "for (let i in a.b) if (Object.prototype.hasOwnProperty.call(a.b, i)) { c(i) }",
    ],
  ])("passes over what is inherited: %s", (code, made) => {
    expect(ownKeysOnly(code)).toBe(made);
  });

  it("that would look twice for what it loops over ends the build", () => {
    expect(() => ownKeysOnly("for (const i in a()) b(i)")).toThrow(
      "cannot be kept to own keys: const i in a()",
    );
  });
});

it("a descriptor inherits nothing", () => {
  expect(ownKeysOnly("Object.defineProperty(a, b, { value: 1 })")).toBe(
    "Object.defineProperty(a, b, {__proto__: null,  value: 1 })",
  );
  expect(ownKeysOnly("Object.defineProperties(a, { b: { get() {} } })")).toBe(
    "Object.defineProperties(a, { b: {__proto__: null,  get() {} } })",
  );
});
