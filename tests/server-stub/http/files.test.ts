import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf, type RunningAskling, startAskling } from "../../support/collectorCli.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-files-"));
const running: RunningAskling[] = [];
async function start(env: Record<string, string>) {
  const askling = startAskling(["serve"], { cwd: folder, env: { PORT: "0", ...env } });
  running.push(askling);
  return addressOf(askling);
}
let demo = "";
let shop = "";
beforeAll(async () => {
  mkdirSync(join(folder, "owner"));
  writeFileSync(join(folder, "owner", "verify_xyz.txt"), "wechat says hello");
  writeFileSync(join(folder, "owner", "secret.txt"), "not for the public");
  writeFileSync(join(folder, "owner", "surveys.json"), '{"version": 1, "surveys": []}');
  const site = { key: "pk", manifest: "./surveys.json", rootFiles: ["./verify_xyz.txt"] };
  const config = join(folder, "owner", "askling.config.json");
  writeFileSync(config, JSON.stringify({ sites: [site] }));
  demo = await start({ DATABASE_URL: "sqlite:./demo/askling.db" });
  shop = await start({ DATABASE_URL: "sqlite:./shop/askling.db", ASKLING_CONFIG: config });
});
afterAll(async () => {
  for (const askling of running) askling.kill("SIGTERM");
  const ended = await Promise.all(running.map((askling) => askling.ended));
  rmSync(folder, { recursive: true });
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
});

const built = (name: string) => readFileSync(new URL(`../../../dist/${name}`, import.meta.url));

describe("a built file", () => {
  it.each([
    ["askling.js", "text/javascript; charset=utf-8"],
    ["askling-prompt.js", "text/javascript; charset=utf-8"],
    ["askling-check.js", "text/javascript; charset=utf-8"],
    ["manifest.schema.json", "application/json; charset=utf-8"],
  ])("%s may be read from every origin and is kept for a short time", async (name, type) => {
    const response = await fetch(`${shop}/${name}`, { headers: { Origin: "https://elsewhere.example" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(Buffer.from(await response.arrayBuffer()).equals(built(name))).toBe(true);
  });

  it("asked for as the loader asks is immutable, by the hash of another build it is not", async () => {
    const [, hash = ""] = /\?v=([\da-f]{12})/.exec(built("askling.js").toString()) ?? [];
    const caching = async (version: string) =>
      (await fetch(`${shop}/askling-prompt.js?v=${version}`)).headers.get("cache-control");
    expect(await caching(hash)).toBe("public, max-age=31536000, immutable");
    expect(await caching("000000000000")).toBe("public, max-age=300");
    expect(await caching("")).toBe("public, max-age=300");
  });

  it("is not sent again to who has it", async () => {
    const tag = (await fetch(`${shop}/askling.js`)).headers.get("etag") ?? "";
    const again = await fetch(`${shop}/askling.js`, { headers: { "If-None-Match": tag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("access-control-allow-origin")).toBe("*");
  });
});

/** `fetch` would tidy the path up before it is sent. */
const statusOf = (base: string, path: string) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
      .once("error", reject)
      .end();
  });

it.each([
  "/../package.json",
  "/%2e%2e/package.json",
  "/..%2fpackage.json",
  "/..%5cpackage.json",
  "//package.json",
  "/pages/../../package.json",
  "/%2e%2e%2f%2e%2e%2fetc/passwd",
  "/askling.js%00.html",
  "/%",
  "/.gitignore",
  "/server/cli.js",
  "/askling.config.json",
  "/data/askling.db",
  "/demo/askling.db",
  "/secret.txt",
])("%s is nobody's business", async (path) => {
  expect([await statusOf(demo, path), await statusOf(shop, path)]).toEqual([404, 404]);
});

describe("a file that a site wants at the root", () => {
  it("is served there, and only there", async () => {
    expect(await (await fetch(`${shop}/verify_xyz.txt`)).text()).toBe("wechat says hello");
    expect((await fetch(`${demo}/verify_xyz.txt`)).status).toBe(404);
  });
});

describe("the demo", () => {
  it("is at / with a policy for its pages while its configuration runs", async () => {
    const response = await fetch(`${demo}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain(
      "default-src 'self'; script-src 'self'; style-src 'self';",
    );
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.text()).toContain("askling.js");
    expect((await fetch(`${demo}/product`)).status).toBe(200);
  });

  it("is not there while another configuration runs", async () => {
    expect((await fetch(`${shop}/`)).status).toBe(404);
    expect((await fetch(`${shop}/product.html`)).status).toBe(404);
  });
});
