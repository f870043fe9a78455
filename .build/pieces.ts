import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { build, type InlineConfig, type Plugin } from "vite";

/**
 * The widget's pieces, each an ES module that is fetched when it is needed. What an earlier piece holds (the loader,
 * or the prompt) a later one takes from it, so that no code is on a page twice. The loader is a classic script, which
 * no module can import; so each piece is built as a function of the shared runtime: an object that the loader begins
 * and the prompt adds to.
 */
export interface Pieces {
  /** The pieces by their names: entry, and which holders are there before it. */
  pieces: Record<string, { entry: string; after: readonly string[] }>;
  /** The builds that hold what later pieces take, in the order of their arrival: entry, and the file that shares it. */
  holders: { piece: string; entry: string; shared: string }[];
  /** Modules that a build puts in, by the piece that holds them. */
  injected: Record<string, string[]>;
}

const RUNTIME = "askling-runtime";
/** Begins the ids of modules that are partly taken from an earlier piece. */
const PROXY = "\0taken:";

/** What a piece holds once what it does not use is shaken off: exports by modules; of packages everything. */
type Held = Map<string, ReadonlySet<string> | undefined>;

async function contentOf(entry: string): Promise<Held> {
  const { output } = (await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      ssr: true,
      target: "esnext",
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict", output: { codeSplitting: false } },
    },
    ssr: { noExternal: true },
    oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" } },
  } as InlineConfig)) as { output: { modules?: Record<string, { renderedExports: string[] }> }[] };
  const found: Held = new Map();
  for (const { modules = {} } of output)
    for (const [id, { renderedExports }] of Object.entries(modules)) {
      const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
      if (name) found.set(name, undefined);
      else if (renderedExports.length) found.set(id, new Set(renderedExports));
    }
  return found;
}

/**
 * Whether a module keeps something between calls. Then it may be on a page once only, with all of its exports; of any
 * other one a piece may carry what the earlier piece has shaken off.
 */
const isStateful = (id: string) =>
  existsSync(id) &&
  /^(?:export )?(?:let |const \w+(?:: [^=]+)? = (?:new |\{\}|\[\]))/m.test(readFileSync(id, "utf8"));

/**
 * The hash of all pieces, for their addresses. What an earlier build has left in the folder does not count.
 *
 * @param files - of the pieces
 */
export function hashPieces(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

/** Lets later pieces take from earlier ones what those hold; they are to be built first. */
export function sharedRuntime({ pieces, holders, injected }: Pieces): Plugin {
  const held = holders.map(({ piece, shared }): { piece: string; shared: string; content: Held } => ({
    piece,
    shared,
    content: new Map(),
  }));
  let finding: Promise<unknown> | undefined;
  /** Finds out what each holder consists of. */
  const find = () =>
    Promise.all(
      holders.map(async ({ piece, entry }, at) => {
        for (const [id, names] of await contentOf(entry))
          held[at]?.content.set(id, isStateful(id) ? undefined : names);
        for (const id of injected[piece] ?? []) held[at]?.content.set(id, undefined);
      }),
    );
  /** What is taken of each holder: the name in the runtime, and where it comes from. */
  const taken = held.map(() => new Map<string, { from: string; name: string }>());
  const isPiece = (name: string) => name in pieces;

  return {
    name: "shared-runtime",
    enforce: "pre",
    applyToEnvironment: ({ name }) => isPiece(name) || holders.some(({ piece }) => piece === name),
    async buildStart() {
      finding = finding ?? find();
      await finding;
    },
    async resolveId(source, importer, options) {
      const piece = this.environment.name;
      if (source.startsWith(RUNTIME)) return { id: source, external: true };
      if (!isPiece(piece) || !importer || importer.startsWith(PROXY)) return undefined;
      // Packages go by their names: the pieces and the search for them resolve these to different files.
      const id = /^[./]/.test(source)
        ? (await this.resolve(source, importer, { ...options, skipSelf: true }))?.id
        : source;
      if (!id) return undefined;
      const from = held.findIndex(
        (holder) => pieces[piece]?.after.includes(holder.piece) && holder.content.has(id),
      );
      if (from < 0) return undefined;
      return held[from]?.content.get(id)
        ? `${PROXY}${from}:${id}`
        : { id: `${RUNTIME}:${from}:${id}`, external: true };
    },
    load(id) {
      if (id.startsWith(PROXY)) {
        const [, at, module = ""] = /(\d+):(.*)/.exec(id) ?? [];
        const names = [...(held[Number(at)]?.content.get(module) ?? [])];
        const own = JSON.stringify(module);
        return `export * from ${own};\nexport { ${names.join(", ")} } from "${RUNTIME}:${at}:${module}";`;
      }
      const at = held.findIndex(({ shared, piece }) => shared === id && piece === this.environment.name);
      if (at < 0) return undefined;
      const names = [...(taken[at] ?? [])];
      const lines = names.map(
        ([key, { from, name }]) => `import { ${name} as ${key} } from ${JSON.stringify(from)};`,
      );
      const object = `{ ${names.map(([key]) => key).join(", ")} }`;
      return isPiece(this.environment.name)
        ? `${lines.join("\n")}\nObject.assign(__RUNTIME__, ${object});`
        : `${lines.join("\n")}\nexport const shared = ${object};`;
    },
    renderChunk(code) {
      if (!isPiece(this.environment.name)) return undefined;
      const note = (specifier: string, name: string) => {
        const [, at, from = ""] = specifier.split(/:(\d+):/);
        const key = name === "default" ? basename(from).replace(/\W.*/, "") : name;
        const map = taken[Number(at)];
        const before = map?.get(key);
        if (before && before.from !== from)
          throw new Error(`${key} stands for two things: ${before.from}, ${from}`);
        map?.set(key, { from, name });
        return key;
      };
      const used = code.replace(new RegExp(`^import "${RUNTIME}:[^"]*";`, "gm"), "");
      const takes = used.replace(
        new RegExp(`^import (?:([\\w$]+)(?:, )?)?(?:\\{([^}]*)\\})? from "(${RUNTIME}:[^"]*)";`, "gm"),
        (_all, first: string | undefined, names: string | undefined, specifier: string) => {
          const parts = (names ?? "").split(",").filter((one) => one.trim());
          if (first) parts.push(`default as ${first}`);
          const members = parts.map((one) => {
            const [name = "", as = name] = one.trim().split(" as ");
            const key = note(specifier, name);
            return key === as ? key : `${key}: ${as}`;
          });
          return `const {${members.join(", ")}} = __RUNTIME__;`;
        },
      );
      const body = takes.replace(
        /^export \{([^}]*)\};/m,
        (_all, names: string) => `return {${names.replace(/([\w$]+) as ([\w$]+)/g, "$2: $1")}};`,
      );
      return `export default (__RUNTIME__) => {${body}};`;
    },
  };
}
