import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtPath } from "./files.ts";

/** A customer's project, with nothing installed but the package. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "askling-types-"));
  const installed = join(project, "node_modules", "askling");
  mkdirSync(installed, { recursive: true });
  cpSync(builtPath("../package.json"), join(installed, "package.json"));
  for (const name of ["index.d.ts", "core.d.ts"]) cpSync(builtPath(name), join(installed, "dist", name));
  cpSync(builtPath("types"), join(installed, "dist/types"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{"type":"module"}');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const RIGHT = `
import { type Core, createCore, type OpenSurvey } from "askling/core";
import { type Askling, createAskling, type Manifest, OptionError, type SurveyRecord } from "askling";

const surveys: Manifest = {
  version: 1,
  pace: { cooldown: "14d", perSession: 1 },
  surveys: [
    {
      id: "order-nps",
      triggers: [{ on: "event", name: "order_paid", after: "2h" }],
      audience: { url: { contains: "/orders" }, traits: { plan: ["pro", "vip"] }, sample: 0.2 },
      questions: [
        { id: "score", type: "nps", title: { en: "How likely?", "zh-CN": "多大可能？" } },
        { id: "reason", type: "text", title: "Why?", when: { answer: "score", lte: 6 } },
      ],
    },
  ],
};
const askling: Askling = createAskling({
  surveys,
  endpoint: "https://collect.example/v1/batches",
  key: "pk_shop",
  traits: { plan: "pro" },
  beforeSend: (record: SurveyRecord) => (record.survey === "secret" ? null : record),
});
askling.track("order_paid", { amount: 80 });
askling.identify("u-7", { plan: "pro" }, { signature: "ab", expires: 1790000000 });
const stop: () => void = askling.on("delivered", () => {});
stop();
const result = await askling.show("order-nps", { force: true });
if (result.shown) console.log(result.record.answers);
else console.log(result.reason === "audience");
const rules: { rule: string; pass: boolean; detail: string }[] = await askling.explain("order-nps");
const { delivered, pending }: { delivered: number; pending: number } = await askling.flush();
console.log(rules, delivered, pending, OptionError);
const texts = new Map<string, string>();
const core: Core = createCore({
  manifest: surveys,
  storage: {
    keys: () => [...texts.keys()],
    get: (key) => texts.get(key),
    set: (key, text) => texts.set(key, text),
    remove: (key) => texts.delete(key),
  },
  send: async (batch) => ({ status: batch ? 200 : 503, body: { results: {} }, retryAfter: "5" }),
  context: () => ({ url: "pages/order", locale: "zh-CN", platform: "wechat-miniprogram", userId: "u-7" }),
});
const shown = await core.show("order-nps", { on: "event", name: "order_paid", props: { amount: 80 } });
if (shown.shown) {
  const open: OpenSurvey = shown.open;
  const taken: boolean = await open.answer(9);
  console.log(taken, open.text(open.question()?.title), open.ending()?.title, open.record().answers);
} else console.log(shown.reason === "pace");
export {};
`;

const WRONG: [code: string, complaint: string][] = [
  ['createAskling({ endPoint: "/v1/batches" });', "endPoint"],
  ["createAskling({ key: 5 });", "'number' is not assignable"],
  ['createAskling({ template: "likert" });', "likert"],
  ['createAskling({ consent: "yes" });', "yes"],
  ["createAskling({ surveys: { version: 2, surveys: [] } });", "'2' is not assignable"],
  ['createAskling({ surveys: { version: 1, surveys: [{ id: "s" }] } });', "questions"],
  ['createAskling().on("opened", () => {});', "opened"],
  ['createAskling().identify({ id: "u-7" });', "string"],
  ["createAskling().answers;", "answers"],
  ["createCore({ manifest: { version: 1, surveys: [] } });", "storage"],
];

/** What a strict compiler says of each program, the right one first, and of the package's own types. */
function compile(resolution: "bundler" | "nodenext") {
  const programs = [
    RIGHT,
    ...WRONG.map(
      ([code]) =>
        `import { createAskling } from "askling";\nimport { createCore } from "askling/core";\n${code}\nexport {};`,
    ),
  ];
  const files = programs.map((_, index) => join(project, `app${index}.ts`));
  files.forEach((file, index) => void writeFileSync(file, programs[index] ?? ""));
  const program = ts.createProgram(files, {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    ...(resolution === "bundler"
      ? { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
      : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }),
  });
  const complaintsOf = (file: ts.SourceFile | undefined) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"),
    );
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.includes("node_modules/askling/"));
  return {
    own: own.map(({ fileName }) => fileName.replace(/.*askling\/dist\//, "")),
    ownComplaints: own.flatMap(complaintsOf),
    complaints: files.map((file) => complaintsOf(program.getSourceFile(file))),
  };
}

describe.each(["bundler", "nodenext"] as const)("the types of the package, for %s", (resolution) => {
  let found: ReturnType<typeof compile>;
  beforeAll(() => {
    found = compile(resolution);
  });

  it("are right in themselves, and need no other package", () => {
    expect(found.own).toContain("index.d.ts");
    expect(found.own).toContain("types/manifest/schema.d.ts");
    expect(found.ownComplaints).toEqual([]);
  });

  it("let a right program pass", () => {
    expect(found.complaints[0]).toEqual([]);
  });

  it.each(WRONG.map(([code, complaint], index) => [code, complaint, index + 1] as const))(
    "refuse %s",
    (_code, complaint, index) => {
      expect(found.complaints[index]).toEqual([expect.stringContaining(complaint)]);
    },
  );
});
