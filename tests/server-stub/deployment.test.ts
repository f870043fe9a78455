import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import * as z from "zod/mini";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const Service = z.object({
  build: z.optional(z.object({ context: z.string(), dockerfile: z.string() })),
  image: z.optional(z.string()),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()),
  depends_on: z.optional(
    z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]),
  ),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
  networks: z.object({
    inside: z.object({ ipam: z.object({ config: z.array(z.object({ subnet: z.string() })) }) }),
  }),
});

describe("compose.yaml", () => {
  const document = parseDocument(read("server-stub/compose.yaml"), { uniqueKeys: true });
  const { services, volumes, networks } = Compose.parse(document.toJS());
  const folder = join(root, "server-stub");

  it("is valid YAML with the three services, each built or taken from somewhere", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(Object.keys(services)).toEqual(["collector", "postgres", "caddy"]);
    for (const { build, image } of Object.values(services))
      expect(Boolean(build) !== Boolean(image)).toBe(true);
  });

  it("names only files and services that exist", () => {
    const { build } = services.collector ?? {};
    expect(existsSync(join(folder, build?.context ?? "none", build?.dockerfile ?? "none"))).toBe(true);
    for (const { volumes: mounts, depends_on } of Object.values(services)) {
      for (const mount of mounts) {
        const [source = ""] = mount.split(":");
        // The owner's own folder is the one thing that is not there yet.
        if (source.startsWith("."))
          expect(source === "./config" || existsSync(join(folder, source))).toBe(true);
        else expect(Object.keys(volumes)).toContain(source);
      }
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on ?? {});
      for (const name of needed) expect(Object.keys(services)).toContain(name);
    }
  });

  it("holds no password, and the README tells of its variables and its network", () => {
    const text = read("server-stub/compose.yaml");
    const readme = read("server-stub/README.md");
    const variables = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name));
    expect([...variables].sort()).toEqual(["ASKLING_ADMIN_TOKEN", "ASKLING_DOMAIN", "POSTGRES_PASSWORD"]);
    for (const name of variables) expect(readme).toContain(name);
    expect(readme).toContain(networks.inside.ipam.config[0]?.subnet);
    expect(read("server-stub/Caddyfile")).toContain("reverse_proxy collector:4470");
  });
});

describe("the Dockerfile", () => {
  const text = read("server-stub/Dockerfile").replace(/\\\n/g, " ");
  const instructions = text
    .split("\n")
    .filter((line) => line && !line.startsWith("#") && !line.startsWith(" "));

  it("has only instructions that there are", () => {
    const known = /^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|STOPSIGNAL|CMD) /;
    expect(instructions.filter((line) => !known.test(line))).toEqual([]);
    expect(instructions.filter((line) => line.startsWith("FROM ")).length).toBe(2);
  });

  it("copies what exists, or what the build makes", () => {
    const made = ["/build/dist", "/drivers/node_modules"];
    for (const line of instructions.filter((one) => one.startsWith("COPY "))) {
      const sources = line
        .split(" ")
        .slice(1, -1)
        .filter((word) => !word.startsWith("--"));
      for (const source of sources)
        expect(made.includes(source) || existsSync(join(root, source.replace(/^\/build\//, "")))).toBe(true);
    }
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json")));
    expect(Object.keys(scripts)).toContain("build");
  });

  it("starts the command of the package, as somebody who is not root, and keeps tests out", () => {
    const { bin } = z
      .object({ bin: z.object({ askling: z.string() }) })
      .parse(JSON.parse(read("package.json")));
    expect(instructions.at(-1)).toBe(`CMD ["node", "${bin.askling}", "serve"]`);
    expect(instructions).toContain("USER node");
    expect(dirname(bin.askling)).toBe("dist/server");
    expect(read("server-stub/Dockerfile.dockerignore").split("\n")).toEqual(
      expect.arrayContaining(["tests", "**/node_modules"]),
    );
  });
});
