import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compile } from "json-schema-to-typescript";
import ts from "typescript";
import { manifestSchema, recordSchema } from "./schema.ts";

/** What the entries' types reach; everything else stays inside the package. */
const REACHED =
  /^(?:index|options|core\/(?:index|api)|manifest\/template|loader\/(?:askling|emitter|settings|eligibility\/verdict))\.d\.ts$/;

/**
 * Writes the types of the npm entries. Those of manifest and record are made from their JSON Schemas, so that
 * who uses them needs no zod.
 */
export async function writeDeclarations(root: string, out: string): Promise<void> {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const base = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(base, ts.sys, root);
  const widget = join(root, "widget");
  const entries = ["index.ts", "core/index.ts", "build.d.ts"].map((name) => join(widget, name));
  const program = ts.createProgram(entries, {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: widget,
    outDir: join(out, "types"),
  });
  const { diagnostics } = program.emit(undefined, (path, text) => {
    const name = relative(join(out, "types"), path);
    if (REACHED.test(name)) write(path, text.replace(/(from ["'].*?)\.tsx?(["'])/g, "$1.js$2"));
  });
  // The compiler leaves out a file with a type that it cannot write down, and goes on.
  for (const { messageText, file } of diagnostics) {
    const name = file && relative(widget, file.fileName).replace(/\.tsx?$/, ".d.ts");
    if (name && REACHED.test(name))
      throw new Error(`No types for ${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }
  const settings = {
    bannerComment: "",
    additionalProperties: false,
    unreachableDefinitions: true,
    format: false,
  };
  const made = {
    manifest: ["Manifest", manifestSchema(false)],
    record: ["SurveyRecord", recordSchema()],
  } as const;
  for (const [room, [name, schema]] of Object.entries(made)) {
    const { title: _title, ...plain } = schema;
    const types = await compile(plain as never, name, settings);
    write(
      join(out, "types", room, "schema.d.ts"),
      types.replace(/\/\*\*\n \* This interface was referenced[^/]*\*\/\n/g, ""),
    );
  }
  write(join(out, "index.d.ts"), 'export * from "./types/index.js";\n');
  write(join(out, "core.d.ts"), 'export * from "./types/core/index.js";\n');
}
