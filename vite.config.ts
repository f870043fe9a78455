import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EnvironmentOptions, Plugin } from "vite";
import { transformWithOxc } from "vite";
import { defineConfig } from "vitest/config";
import { writeDeclarations } from "./.build/declarations.ts";
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

const PIECES = ["prompt", "check", "session", "triggers"];

/** For JSX; and what a browser of the floor (Chrome 64, Firefox 67, Safari 12) lacks: no global is added. */
const transform = {
  inject: {
    h: ["preact", "h"] as [string, string],
    Fragment: ["preact", "Fragment"] as [string, string],
    globalThis: at("widget/floor/globalThis.ts"),
    queueMicrotask: at("widget/floor/queueMicrotask.ts"),
    "Object.fromEntries": at("widget/floor/fromEntries.ts"),
  },
};

function browserFile(name: string, input: string, format: "iife" | "es"): EnvironmentOptions {
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
        compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
        format: { comments: false },
      },
      rolldownOptions: {
        input: at(input),
        preserveEntrySignatures: "strict",
        transform,
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false, name: "_" },
      },
    },
  };
}

/** Brings the syntax down to the floor, without spelling out `?.` and `??` for the sake of `document.all`. */
function lowerSyntax(): Plugin {
  return {
    name: "lower-syntax",
    applyToEnvironment: (environment) => environment.name !== "server",
    async renderChunk(source, { fileName }) {
      const assumptions = { noDocumentAll: true };
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

/** Gives the loader the hashes of the pieces that were built before it. */
function pieceHashes(): Plugin {
  return {
    name: "piece-hashes",
    applyToEnvironment: (environment) => environment.name === "loader",
    renderChunk: (code) => {
      const hashes = PIECES.map((name) => [name, hash(readFileSync(at(`dist/askling-${name}.js`), "utf8"))]);
      return code.replace(/__PIECES__/g, JSON.stringify(Object.fromEntries(hashes)));
    },
  };
}

/** One-file builds carry their pieces inside instead of fetching them. */
function bundledPieces(): Plugin {
  return {
    name: "bundled-pieces",
    enforce: "pre",
    applyToEnvironment: (environment) => ["full", "npm"].includes(environment.name),
    resolveId: (source) =>
      source.endsWith("/pieces.ts") ? at("widget/loader/pieces-bundled.ts") : undefined,
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

export default defineConfig({
  define,
  // Preact's core holds `h` anyway, while the automatic runtime would be one more way to make nodes.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    // Builds inject what is used; as an import it would come into every file.
    ...(process.env.VITEST ? { jsxInject: 'import { h, Fragment } from "preact"' } : {}),
  },
  plugins: [pieceHashes(), bundledPieces(), lowerSyntax(), schemaFiles()],
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments))
        if (environment.name !== "client" && environment.name !== "ssr") await builder.build(environment);
    },
  },
  environments: {
    prompt: browserFile("askling-prompt", "widget/prompt/index.tsx", "es"),
    check: browserFile("askling-check", "widget/manifest/check.ts", "es"),
    session: browserFile("askling-session", "widget/loader/session/session.ts", "es"),
    triggers: browserFile("askling-triggers", "widget/loader/triggers/triggers.ts", "es"),
    loader: browserFile("askling", "widget/loader/index.ts", "iife"),
    full: browserFile("askling.full", "widget/loader/index.ts", "iife"),
    npm: browserFile("index", "widget/index.ts", "es"),
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
          input: { cli: at("server-stub/cli.ts"), main: at("server-stub/main.ts") },
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    },
  },
  test: {
    environment: "node",
    include: ["tests/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
