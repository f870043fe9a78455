import { parse } from "acorn";
import { describe, expect, it } from "vitest";
import { BROWSER_FILES, readBuilt } from "./files.ts";
import { newerSyntax } from "./syntax.ts";

describe("the syntax floor", () => {
  it.each(Object.entries(BROWSER_FILES))("is kept by %s", (name, sourceType) => {
    expect(newerSyntax(readBuilt(name).toString(), sourceType)).toEqual([]);
  });

  it.each(Object.entries(BROWSER_FILES).filter(([, kind]) => kind === "script"))(
    "%s is a classic script that leaves no name on the page",
    (name) => {
      const { body } = parse(readBuilt(name).toString(), { ecmaVersion: 2020, sourceType: "script" });
      const names = body.filter(({ type }) => /Declaration$/.test(type) && type !== "EmptyStatement");
      expect(names).toEqual([]);
    },
  );

  it.each(Object.entries(BROWSER_FILES).filter(([, kind]) => kind === "module"))(
    "%s imports nothing but its own pieces",
    (name) => {
      const { body } = parse(readBuilt(name).toString(), { ecmaVersion: 2020, sourceType: "module" });
      const sources = body.flatMap((node) => ("source" in node && node.source ? [node.source.value] : []));
      expect(sources.filter((source) => !/^\.\/askling-/.test(String(source)))).toEqual([]);
    },
  );

  // zod holds such calls in ways that the check does not go; what runs of it is tried in Chromium 67.
  const withoutZod = Object.keys(BROWSER_FILES).filter((name) => !/check|full|index/.test(name));
  it.each(withoutZod)("%s calls nothing that Chrome 64 has not", (name) => {
    const newer =
      /\.(?:flatMap|flat|replaceAll|matchAll|findLast|findLastIndex|toSorted|allSettled|hasOwn|at)\(/g;
    expect(readBuilt(name).toString().match(newer) ?? []).toEqual([]);
  });

  it.each([
    ["a?.b", "?."],
    ["a ?? b", "??"],
    ["a ??= b", "??="],
    ["a ||= b", "||="],
    ["try {} catch {}", "catch without a name"],
    ["1_000", "numeric separator"],
    ["1n", "BigInt"],
    ["class A { b = 1 }", "class field"],
    ["class A { static { a() } }", "static block"],
    ["class A { #b() {} }", "private name"],
    ["import.meta.url", "import.meta"],
    ["await a", "top-level await"],
    ["export * as a from 'b'", "export * as"],
    ["/(?<=a)b/", "lookbehind"],
    ["/(?<!a)b/", "lookbehind"],
    ["/(?<year>a)/", "named group"],
    ["/a/s", "pattern flag s"],
    ["/\\p{Letter}/u", "\\p{…}"],
  ])("finds %s", (code, what) => {
    expect(newerSyntax(code, "module")[0]).toMatch(what);
  });

  it.each([
    "async () => { for await (const a of b) await import('c') }",
    "const { a, ...b } = { ...c }; try {} catch (error) {}",
    "a ** b; `a`; x = 'a_1'; /[(?<=a)]\\(?<b/u",
    "class A extends B { static get c() { return 1 } }",
  ])("lets %s pass", (code) => {
    expect(newerSyntax(code, "module")).toEqual([]);
  });
});
