import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** One import of one file, static or by `import()`. */
interface Import {
  from: string;
  /** Path from the root, or a package's name. */
  to: string;
  /** Whether anything of it is left after compilation. */
  value: boolean;
  /** Whether it is fetched only when asked for. */
  lazy: boolean;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:tsx?|mjs|js|html|css)$/.test(name))
    .map((name) => join(folder, name).split(sep).join("/"));
}

function importsOf(from: string, text = readFileSync(join(root, from), "utf8")): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, value: boolean, lazy = false) => {
    const relativePath = relative(root, join(root, dirname(from), specifier))
      .split(sep)
      .join("/");
    found.push({ from, to: specifier.startsWith(".") ? relativePath : specifier, value, lazy });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const named = node.importClause?.namedBindings;
      const onlyTypes =
        node.importClause?.isTypeOnly === true ||
        (node.importClause?.name === undefined &&
          named !== undefined &&
          ts.isNamedImports(named) &&
          named.elements.length > 0 &&
          named.elements.every((element) => element.isTypeOnly));
      add(node.moduleSpecifier.text, !onlyTypes);
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, !node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteralLike(specifier)) add(specifier.text, true, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true));
  return found;
}

const widget = sourcesIn("widget").filter((file) => !file.endsWith(".d.ts"));
const collector = sourcesIn("server-stub");
const imports = [...widget, ...collector]
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => importsOf(file));

/** What may be imported by value, as beginnings of paths or package names. */
type Rule = { room: string; may: string[]; besides?: Record<string, string[]> };

const SCHEMAS = ["widget/manifest/schema.ts", "widget/record/schema.ts"];
const RULES: Rule[] = [
  { room: "widget/polyfills/", may: [] },
  { room: "widget/manifest/", may: ["widget/manifest/", "zod/mini"] },
  { room: "widget/record/", may: ["widget/record/", "widget/manifest/", "zod/mini"] },
  { room: "widget/loader/", may: ["widget/loader/", "widget/manifest/", "widget/record/", "idb-keyval"] },
  {
    room: "widget/delivery/",
    may: ["widget/delivery/", "widget/loader/", "widget/manifest/", "widget/record/"],
  },
  {
    room: "widget/core/",
    may: [
      "widget/core/",
      "widget/delivery/",
      "widget/loader/",
      "widget/manifest/",
      "widget/prompt/queue/",
      "widget/prompt/showing/",
      "widget/record/",
    ],
  },
  { room: "widget/host/", may: ["widget/host/"] },
  {
    room: "widget/prompt/",
    may: [
      "widget/prompt/",
      "widget/delivery/",
      "widget/host/",
      "widget/loader/",
      "widget/manifest/",
      "widget/record/",
      "preact",
      "@preact/signals-core",
    ],
  },
];

describe("a room of the widget", () => {
  it.each(RULES)("$room imports nothing but $may", ({ room, may }) => {
    // The one-file builds carry the pieces inside: these files stand in for those that fetch them.
    const isException = ({ from, lazy }: Import) =>
      lazy && /^widget\/(?:loader|prompt)\/.*-bundled(?:-\w+)?\.ts$/.test(from);
    const inside = imports.filter((one) => one.from.startsWith(room) && one.value && !isException(one));
    const forbidden = inside.filter(
      ({ to }) => !may.some((allowed) => to === allowed || (allowed.endsWith("/") && to.startsWith(allowed))),
    );
    expect(forbidden).toEqual([]);
  });

  it("is reached from the entries, and nothing lies outside the known rooms", () => {
    const outside = widget.filter((file) => !RULES.some(({ room }) => file.startsWith(room)));
    expect(outside.sort()).toEqual(["widget/index.ts", "widget/options.ts"]);
  });
});

/** Everything that a file needs by value before it runs. */
function reach(file: string): string[] {
  const seen = new Set([file]);
  for (const one of seen)
    for (const { from, to, value, lazy } of imports) if (from === one && value && !lazy) seen.add(to);
  return [...seen];
}

describe("the loader", () => {
  const carried = reach("widget/loader/index.ts");

  it("carries no library", () => {
    const packages = carried.filter((one) => !one.startsWith("widget/"));
    expect(packages).toEqual(["idb-keyval"]);
  });

  it("carries no schema and nothing of the prompt", () => {
    expect(carried.filter((one) => SCHEMAS.includes(one) || one.startsWith("widget/prompt/"))).toEqual([]);
  });

  it("carries neither triggers nor delivery, which are fetched", () => {
    const fetched = [
      "widget/prompt/index.ts",
      "widget/delivery/delivery.ts",
      "widget/prompt/triggers/triggers.ts",
    ];
    expect(carried.filter((one) => fetched.includes(one))).toEqual([]);
  });
});

describe("the collector", () => {
  it("leads an answer from its batch to its figure through few files", () => {
    const path = new Set([
      ...reach("server-stub/ingest/batches.ts"),
      ...reach("server-stub/results/routes.ts"),
    ]);
    const own = [...path].filter((file) => file.startsWith("server-stub/"));
    expect(own.length).toBeLessThanOrEqual(50);
  });

  it("takes nothing of the widget but manifest, record, the schemas' rules, and who is eligible", () => {
    const reached = imports.filter(
      ({ from, to, value }) =>
        value &&
        from.startsWith("server-stub/") &&
        to.startsWith("widget/") &&
        !to.startsWith("widget/manifest/") &&
        !to.startsWith("widget/record/") &&
        !to.startsWith("widget/loader/eligibility/"),
    );
    expect(reached).toEqual([]);
  });

  it("is not known to the widget, not even by its types", () => {
    expect(
      imports.filter(({ from, to }) => from.startsWith("widget/") && to.startsWith("server-stub/")),
    ).toEqual([]);
  });

  it("does not know its board, whose page is drawn in the browser", () => {
    const known = imports.filter(
      ({ from, to }) =>
        from.startsWith("server-stub/") &&
        !from.startsWith("server-stub/board/") &&
        to.startsWith("server-stub/board/"),
    );
    expect(known).toEqual([]);
  });

  it("has a board that carries no more than it needs", () => {
    const packages = imports.filter(
      ({ from, to, value }) =>
        value && from.startsWith("server-stub/board/") && !/^(?:server-stub|widget)\//.test(to),
    );
    expect([...new Set(packages.map(({ to }) => to))].sort()).toEqual([
      "@preact/signals",
      "preact",
      "uplot",
      "uqr",
      "zod/mini",
    ]);
    const ofWidget = imports.filter(
      ({ from, to, value }) => value && from.startsWith("server-stub/board/") && to.startsWith("widget/"),
    );
    expect([...new Set(ofWidget.map(({ to }) => to))].sort()).toEqual([
      "widget/manifest/question-types.ts",
      "widget/manifest/text.ts",
    ]);
  });

  it("lends its board nothing but types, how CSV is written, and the schemas that both read an answer by", () => {
    // One schema of each answer: the collector's types are inferred from it, and the board parses by it.
    const lent = imports.filter(
      ({ from, to, value }) =>
        value &&
        from.startsWith("server-stub/board/") &&
        to.startsWith("server-stub/") &&
        !to.startsWith("server-stub/board/") &&
        !to.startsWith("server-stub/answers/"),
    );
    expect([...new Set(lent.map(({ to }) => to))]).toEqual(["server-stub/csv.ts"]);
    const ofAnswers = imports.filter(
      ({ from, to }) => from.startsWith("server-stub/answers/") && !to.startsWith("server-stub/answers/"),
    );
    // The names of figures are those of the table of question types.
    expect([...new Set(ofAnswers.map(({ to }) => to))].sort()).toEqual([
      "widget/manifest/question-types.ts",
      "zod/mini",
    ]);
  });
});

describe("the demo", () => {
  it("uses the built files as a customer would, and no source", () => {
    const reached = sourcesIn("demo").filter((file) =>
      /(?:from|import|src=|href=)\s*\(?["'](?:\.\.\/)+(?:widget|server-stub)\//.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(reached).toEqual([]);
  });
});

describe("tests", () => {
  it("are imported by nobody but tests", () => {
    const build = ["vite.config.ts", ...sourcesIn(".build"), ...sourcesIn("demo")].filter(
      (file) => !/\.(?:html|css)$/.test(file),
    );
    const all = [...imports, ...build.flatMap((file) => importsOf(file))];
    expect(all.filter(({ to }) => /^tests\//.test(to))).toEqual([]);
  });
});

/** Files that import each other in circles: the strongly connected parts of more than one file, by Tarjan's algorithm. */
function circlesOf(edges: readonly Pick<Import, "from" | "to">[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  /** The smallest number of an open file that is reached from this one. */
  const visit = (file: string): number => {
    const own = numbers.size;
    let lowest = own;
    numbers.set(file, own);
    open.push(file);
    for (const to of next.get(file) ?? [])
      if (!numbers.has(to)) lowest = Math.min(lowest, visit(to));
      else if (open.includes(to)) lowest = Math.min(lowest, numbers.get(to) ?? own);
    if (lowest === own) {
      const part = open.splice(open.indexOf(file));
      if (part.length > 1) circles.push(part.sort());
    }
    return lowest;
  };
  for (const file of next.keys()) if (!numbers.has(file)) visit(file);
  return circles;
}

describe("imports", () => {
  it("form no circle of values", () => {
    expect(circlesOf(imports.filter(({ value, lazy }) => value && !lazy))).toEqual([]);
  });

  it("form no circle of types either", () => {
    expect(circlesOf(imports)).toEqual([]);
  });

  it("form circles that are found", () => {
    const edges = ["a b", "b c", "c a", "c d", "d e", "e d", "e f"].map((edge) => {
      const [from = "", to = ""] = edge.split(" ");
      return { from, to };
    });
    expect(circlesOf(edges)).toEqual([
      ["d", "e"],
      ["a", "b", "c"],
    ]);
  });

  it("name files that exist, with their extension", () => {
    const known = new Set([...widget, ...collector, "package.json"]);
    const paths = imports.filter(({ value, to }) => value && /^(?:widget|server-stub|\.\.)/.test(to));
    expect(paths.filter(({ to }) => !known.has(to))).toEqual([]);
  });
});

describe("the reading of imports", () => {
  it.each([
    ['import a from "./b.ts"', true],
    ['import { a, type B } from "./b.ts"', true],
    ['import "./b.ts"', true],
    ['import * as a from "./b.ts"', true],
    ['export { a } from "./b.ts"', true],
    ['export * from "./b.ts"', true],
    ['const a = import("./b.ts")', true],
    ['import type { A } from "./b.ts"', false],
    ['import { type A } from "./b.ts"', false],
    ['export type { A } from "./b.ts"', false],
    ['type A = import("./b.ts").A', false],
  ])("finds %s, by value: %s", (text, value) => {
    expect(importsOf("widget/a.ts", text)).toMatchObject([{ from: "widget/a.ts", to: "widget/b.ts", value }]);
  });
});

describe("names", () => {
  // What the field calls otherwise: a reader should not have to learn a second language.
  const OTHERWISE: Record<string, RegExp> = {
    runtime: /\b(?:beginLife|Life)\b/,
    "event buffer": /hearing/i,
    "trigger registry": /armory/i,
    "storage backend, fallback store": /\brungs?\b|ladder/i,
    "store repair, maintenance": /createMend|StoreCare/,
    "send batch, delivery loop": /[tT]akeTurns|createTurn\b/,
    "page-hide batches": /writeLast/,
    "prompt context, prompt slot, show survey": /\b(?:scene|sceneOf|createStage|perform)\b/i,
    "skip targeting": /waived\.choice/,
    "shared runtime, lazy pieces": /surplus/i,
    placement: /keepClear|watchRoom/,
    "question graph, known answers, satisfiability": /Standpoint|Outlook/,
    session: /\bknock/i,
    // Commands do print, and a package has a `printParseErrorCode`.
    "format, serialize": /\bprint(?!Error|ParseErrorCode)[A-Z]/,
    "maximum, interval, time-out": /\b(?:MOST|LOOK_MS|PATIENCE_MS)\b/,
  };
  const sources = [...widget, ...collector].filter((file) => /\.tsx?$/.test(file) && !/\/words\//.test(file));

  it.each(Object.entries(OTHERWISE))("say %s", (_name, otherwise) => {
    const found = sources.flatMap((file) => {
      const place = otherwise.exec(readFileSync(join(root, file), "utf8"));
      return place ? [`${file}: ${place[0]}`] : [];
    });
    expect(found).toEqual([]);
  });
});

describe("the page's document", () => {
  // What is built reads `document` through a proxy: `floor/document.ts`.
  it("is written as window.document where it is compared or handed over as a node", () => {
    const asNode =
      /(?:observe|contains|render)\(document\b(?!\.)|[=!]==? document\b(?!\.)|(?<![.\w]|typeof )document [=!]==?/;
    const files = widget.filter((file) => /\.tsx?$/.test(file) && file !== "widget/polyfills/document.ts");
    expect(files.filter((file) => asNode.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });
});
