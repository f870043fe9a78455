import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { EnvironmentOptions, Plugin } from "vite";
import { build, transformWithOxc } from "vite";
import { defineConfig } from "vitest/config";
import { writeDeclarations } from "./.build/declarations.ts";
import { ownKeysOnly } from "./.build/ownKeys.ts";
import { hashPieces, sharedRuntime } from "./.build/pieces.ts";
import { manifestSchema } from "./.build/schema.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8")) as { version: string };
const hash = (...texts: string[]) => createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 12);

/** Any change to what judges a manifest makes another fingerprint, and stamped manifests are checked anew. */
const fingerprint = hash(
  ...readdirSync(at("widget/manifest"))
    .sort()
    .map((name) => readFileSync(at(`widget/manifest/${name}`), "utf8")),
);
const define = { __VERSION__: JSON.stringify(version), __FINGERPRINT__: JSON.stringify(fingerprint) };

const languages = readdirSync(at("widget/prompt/words"))
  .map((name) => name.replace(".ts", ""))
  .filter((name) => !["en", "en-large", "en-more", "index", "languages"].includes(name));
/** Pieces that come after the prompt, by their names. */
const LAZY: Record<string, string> = {
  questions: "widget/prompt/questions/more.tsx",
  displays: "widget/prompt/displays/index.ts",
  large: "widget/prompt/large/index.ts",
  explain: "widget/prompt/explain/index.ts",
  frame: "widget/prompt/placement/frame.ts",
  remote: "widget/prompt/remote-frequency/remote-frequency.ts",
  triggers: "widget/prompt/triggers/further.ts",
  check: "widget/prompt/check/index.ts",
};
/** Pieces that need the loader alone. */
const EARLY: Record<string, string> = {
  prompt: "widget/prompt/index.ts",
  delivery: "widget/delivery/index.ts",
  host: "widget/host/hosts.ts",
  template: "widget/manifest/template.ts",
  pattern: "widget/manifest/matches.ts",
  ...Object.fromEntries(
    languages.map((name) => [`words_${name.replace("-", "_")}`, `widget/prompt/words/${name}.ts`]),
  ),
};
const after = (entries: Record<string, string>, holders: readonly string[]) =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, { entry, after: holders }]));
/** What earlier pieces hold is noted by later ones, which are therefore built first. */
const PIECES = {
  ...after(LAZY, ["loader", "prompt"]),
  ...after(EARLY, ["loader"]),
  // Few pages need it: what it has in common with the loader it carries itself, so that the loader lists less.
  ...after({ late: "widget/loader/late/late.ts" }, []),
};
const fileOf = (piece: string) => `askling-${piece.replace(/_/g, "-")}`;

/** For JSX; what a browser of the floor (Chrome 64, Firefox 67, Safari 12) lacks; and a document that is safe from names: no global is added. */
const globals: Inject = {
  h: ["preact", "h"],
  Fragment: ["preact", "Fragment"],
  globalThis: at("widget/polyfills/globalThis.ts"),
  document: at("widget/polyfills/document.ts"),
  queueMicrotask: at("widget/polyfills/queueMicrotask.ts"),
  "Object.fromEntries": at("widget/polyfills/fromEntries.ts"),
};
/** What libraries of pages replace. */
const replaced: Inject = {
  "Array.from": at("widget/polyfills/from.ts"),
  "Object.keys": at("widget/polyfills/keys.ts"),
  "Date.parse": at("widget/polyfills/parseDate.ts"),
};
/** The same, where it makes what is stored and sent. */
const writing: Inject = {
  ...replaced,
  "Object.values": at("widget/polyfills/values.ts"),
  "Object.entries": at("widget/polyfills/entries.ts"),
  "JSON.stringify": at("widget/record/stringify.ts"),
};

type Inject = Record<string, string | [string, string]>;

function browserFile(
  name: string,
  input: string,
  format: "iife" | "es",
  inject: Inject = replaced,
): EnvironmentOptions {
  return {
    // As a "client" vite would wrap every import() in its preloading.
    consumer: "server",
    resolve: { noExternal: true, conditions: ["module", "browser", "production", "import"], builtins: [] },
    define: {
      ...define,
      "process.env.NODE_ENV": '"production"',
      "window.__PREACT_SIGNALS_DEVTOOLS__": "false",
    },
    build: {
      outDir: "dist",
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      target: "esnext",
      minify: "terser",
      terserOptions: {
        ecma: 2018 as 2017,
        module: format === "es",
        compress: {
          passes: 3,
          arrows: format === "es",
          pure_getters: true,
          unsafe_arrows: true,
          unsafe_methods: true,
        },
        format: { comments: false },
      },
      rolldownOptions: {
        input: at(input),
        preserveEntrySignatures: "strict",
        transform: { inject: { ...globals, ...inject } },
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false, name: "_" },
      },
    },
  };
}

/** Brings the syntax down to the floor, without spelling out `?.` and `??` for the sake of `document.all`. */
function lowerSyntax(): Plugin {
  return {
    name: "lower-syntax",
    applyToEnvironment: ({ name }) => name !== "server" && name !== "board",
    async renderChunk(source, { fileName }) {
      const assumptions = { noDocumentAll: true, setPublicClassFields: true };
      const { code } = await transformWithOxc(source, fileName, {
        target: "es2018",
        assumptions,
        sourcemap: false,
      });
      return code
        .replace(/\) !== null && ([\w$]+) !== void 0 \? \1 :/g, ") != null ? $1 :")
        .replace(/\b([\w$]+) !== null && \1 !== void 0 \? \1 :/g, "$1 != null ? $1 :");
    },
  };
}

/** What pages add to the prototype of all objects stays out of loops and descriptors, of the packages too. */
function ownKeys(): Plugin {
  return {
    name: "own-keys",
    applyToEnvironment: ({ name }) => name !== "server" && name !== "board",
    renderChunk: (code) => ownKeysOnly(code),
  };
}

/** Hooks stay out of what the browser loads. */
function noHooks(): Plugin {
  return {
    name: "no-hooks",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name !== "server",
    resolveId: (source) => (source === "preact/hooks" ? at("widget/polyfills/noHooks.ts") : undefined),
  };
}

/** Preact makes nodes by the page's document, whose members a page's elements can hide: `floor/document.ts`. */
function ownDocument(): Plugin {
  return {
    name: "own-document",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name !== "server" && name !== "board",
    transform: (code, id) =>
      /\/preact\/dist\//.test(id) ? code.replace(/[\w$]+\.ownerDocument\s*\|\|/, "") : undefined,
  };
}

/** Style sheets are written in lines, and shipped without them. */
function denseStyles(): Plugin {
  return {
    name: "dense-styles",
    enforce: "pre",
    transform: (code, id) =>
      /[/-]style\.ts$/.test(id)
        ? code.replace(/`[^`]*[{}][^`]*`/g, (css) => css.replace(/\n\s*/g, ""))
        : undefined,
  };
}

/** The looks of the collector's survey page lie beside its script. */
function hostedLooks(): Plugin {
  return {
    name: "hosted-looks",
    applyToEnvironment: ({ name }) => name === "hosted",
    generateBundle() {
      const css = readFileSync(at("server-stub/hosted/page/style.css"), "utf8");
      const source = css.replace(/\/\*.*?\*\//gs, "").replace(/\n\s*/g, "");
      this.emitFile({ type: "asset", fileName: "hosted.css", source });
    },
  };
}

/** Gives the loader the hash of the pieces that it fetches, which were built before it. */
function piecesHash(): Plugin {
  const files = Object.keys(PIECES).map((piece) => at(`dist/${fileOf(piece)}.js`));
  return {
    name: "pieces-hash",
    applyToEnvironment: ({ name }) => name === "loader",
    renderChunk: (code) => code.split("__PIECES__").join(JSON.stringify(hashPieces(files))),
  };
}

/** What stands in for a file in builds that carry the pieces inside instead of fetching them. */
const BUNDLED: Record<string, Record<string, string>> = {
  full: {},
  full_all: { "/words-bundled.ts": "words-bundled-all.ts" },
  npm: { "/words-bundled.ts": "words-bundled-npm.ts" },
};

/** One-file builds carry their pieces inside instead of fetching them. */
function bundledPieces(): Plugin {
  return {
    name: "bundled-pieces",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name in BUNDLED,
    resolveId(source) {
      const instead = { "/pieces.ts": "pieces-bundled.ts", ...BUNDLED[this.environment.name] };
      const found = Object.entries(instead).find(([name]) => source.endsWith(name));
      return found && at(`widget/loader/${found[1]}`);
    },
  };
}

/** Writes what is made from the schemas beside the npm entry: its types, and the manifest's JSON Schema. */
function schemaFiles(): Plugin {
  return {
    name: "schema-files",
    applyToEnvironment: (environment) => environment.name === "npm",
    async writeBundle() {
      writeFileSync(at("dist/manifest.schema.json"), `${JSON.stringify(manifestSchema(), null, 2)}\n`);
      await writeDeclarations(at("."), at("dist"));
    },
  };
}

const SQLITE_THREAD = at("server-stub/store/sqlite/thread.ts");

/**
 * Tests run the collector from its sources, and Node cannot run a thread from TypeScript (before 22.18): here too the
 * thread is built as a file of its own.
 */
function threadForTests(): Plugin {
  return {
    name: "thread-for-tests",
    apply: () => Boolean(process.env.VITEST),
    async transform(code, id) {
      if (!id.endsWith("/store/sqlite/connection.ts")) return undefined;
      const built = await build({
        configFile: false,
        logLevel: "error",
        build: { ssr: SQLITE_THREAD, target: "node20", write: false },
      });
      const [chunk] = "output" in built ? built.output : [];
      if (chunk?.type !== "chunk") throw new Error("The thread of SQLite was not built.");
      // By its content, so that tests that run at the same time read whole files.
      const file = at(`.cache/sqliteThread-${hash(chunk.code)}.js`);
      mkdirSync(at(".cache"), { recursive: true });
      writeFileSync(`${file}.${process.pid}`, chunk.code);
      renameSync(`${file}.${process.pid}`, file);
      return code.replace('"./sqliteThread.js"', JSON.stringify(pathToFileURL(file).href));
    },
  };
}

export default defineConfig({
  define,
  // Preact's core holds `h` anyway, while the automatic runtime would be one more way to make nodes.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    // Builds inject what is used; as an import it would come into every file.
    ...(process.env.VITEST ? { jsxInject: 'import { h, Fragment } from "preact"' } : {}),
  },
  plugins: [
    noHooks(),
    ownDocument(),
    denseStyles(),
    piecesHash(),
    sharedRuntime({
      pieces: PIECES,
      holders: [
        { piece: "loader", entry: at("widget/loader/index.ts"), shared: at("widget/loader/shared.ts") },
        { piece: "prompt", entry: at("widget/prompt/index.ts"), shared: at("widget/prompt/shared.ts") },
      ],
      injected: {
        loader: [
          at("widget/polyfills/document.ts"),
          at("widget/polyfills/parseDate.ts"),
          at("widget/record/stringify.ts"),
        ],
      },
    }),
    bundledPieces(),
    ownKeys(),
    lowerSyntax(),
    hostedLooks(),
    schemaFiles(),
    threadForTests(),
  ],
  builder: {
    // What the pieces take of the loader and the prompt is noted while they are built, and put in there.
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments))
        if (environment.name !== "client" && environment.name !== "ssr") await builder.build(environment);
    },
  },
  environments: {
    ...Object.fromEntries(
      Object.entries(PIECES).map(([name, { entry }]) => [
        name,
        browserFile(fileOf(name), entry, "es", writing),
      ]),
    ),
    loader: browserFile("askling", "widget/loader/index.ts", "iife", {
      "Date.parse": at("widget/polyfills/parseDate.ts"),
      "JSON.stringify": at("widget/record/stringify.ts"),
    }),
    hosted: browserFile("hosted", "server-stub/hosted/page/index.ts", "iife"),
    full: browserFile("askling.full", "widget/loader/index.ts", "iife", writing),
    full_all: browserFile("askling.full.all", "widget/loader/index.ts", "iife", writing),
    core: browserFile("core", "widget/core/index.ts", "es", writing),
    npm: browserFile("index", "widget/index.ts", "es", writing),
    // For people who choose their browser: no floor, and styles in a file of their own.
    board: {
      consumer: "client",
      resolve: { conditions: ["module", "browser", "production", "import"] },
      define: {
        "process.env.NODE_ENV": '"production"',
        "window.__PREACT_SIGNALS_DEVTOOLS__": "false",
      },
      build: {
        outDir: "dist/board",
        emptyOutDir: true,
        copyPublicDir: false,
        modulePreload: false,
        target: "es2022",
        minify: "terser",
        terserOptions: { module: true, compress: { passes: 2 }, format: { comments: false } },
        rolldownOptions: {
          input: at("server-stub/board/index.tsx"),
          transform: { inject: { h: ["preact", "h"], Fragment: ["preact", "Fragment"] } },
          output: {
            format: "es",
            entryFileNames: "board.js",
            assetFileNames: "board[extname]",
            codeSplitting: false,
          },
        },
      },
    },
    server: {
      consumer: "server",
      define,
      resolve: { noExternal: true, external: ["libsql", "pg"] },
      build: {
        outDir: "dist/server",
        emptyOutDir: true,
        target: "node20",
        minify: false,
        rolldownOptions: {
          input: {
            cli: at("server-stub/cli.ts"),
            main: at("server-stub/main.ts"),
            sqliteThread: SQLITE_THREAD,
          },
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    },
  },
  test: {
    environment: "node",
    include: ["tests/**/*.test.{ts,tsx}"],
    // What is measured says little on a machine that tests keep busy.
    exclude: process.env.ASKLING_BENCH ? [] : ["tests/bench/**"],
    // Browser tests mostly wait.
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // What is waited for comes late on a busy machine; the default gives up after one second.
    expect: { poll: { timeout: 20_000 } },
  },
});
