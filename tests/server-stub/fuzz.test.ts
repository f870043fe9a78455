import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { RIGHTS } from "../../server-stub/http/rights.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({
    config: {
      sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json", secret: "s" }],
      limits: { perAddress: 1_000_000, perKey: 1_000_000 },
    },
  });
});
afterAll(() => collector.close());
afterEach(() => {
  const failures = collector.entries.filter(({ level }) => level === "error");
  expect(failures).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${collector.url}/v1/batches`, { method: "POST", body, headers });
const batchOf = (records: readonly unknown[], parts: object = {}) => ({
  v: 1,
  key: "pk_shop",
  sentAt: new Date().toISOString(),
  records,
  ...parts,
});

describe("a hostile batch", () => {
  const bomb = Buffer.alloc(50_000_000, " ");
  const deep = (count: number) => `${"[".repeat(count)}${"]".repeat(count)}`;
  const keys = (count: number) =>
    `{${Array.from({ length: count }, (_, index) => `"${index.toString(36)}":0`).join(",")}}`;
  it.each<[string, () => Promise<Response>, number]>([
    ["a gzip bomb", () => post(gzipSync(bomb), { "Content-Encoding": "gzip" }), 413],
    ["a brotli bomb", () => post(brotliCompressSync(bomb), { "Content-Encoding": "br" }), 413],
    ["a deflate bomb", () => post(deflateSync(bomb), { "Content-Encoding": "deflate" }), 413],
    ["torn gzip", () => post(gzipSync("{}").subarray(0, 12), { "Content-Encoding": "gzip" }), 400],
    ["bytes that are no UTF-8", () => post(new Uint8Array([0x7b, 0xff, 0xfe])), 400],
    ["10,000 levels", () => post(deep(10_000)), 400],
    [
      "10,000 levels beside the records",
      () => post(JSON.stringify(batchOf([aRecord()])).replace("{", `{"dropped":${deep(10_000)},`)),
      400,
    ],
    ["10,000 levels instead of the records", () => post(`{"v":1,"records":{"a":${deep(10_000)}}}`), 400],
    ["10,000 levels that never end", () => post("[".repeat(10_000)), 400],
    ["nothing but quotes and backslashes", () => post('"\\"'.repeat(21_000)), 400],
    ["a million keys", () => post(keys(1_000_000)), 413],
    ["as many keys as fit", () => post(keys(7_500).replace("{", '{"v":1,')), 422],
    ["more keys than anybody needs", () => post(`{${'"":0,'.repeat(12_000)}"v":1}`), 400],
    ["a key of 50,000 letters", () => post(`{"${"k".repeat(50_000)}":1}`), 400],
    ["51 records", () => post(JSON.stringify(batchOf(Array(51).fill(0)))), 422],
  ])("%s is refused", async (_what, send, status) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])(
    "that uses the key %s everywhere reaches nobody's prototype, and is counted like any other",
    async (name) => {
      const evil = { polluted: true, [name]: "x" };
      const entry = (value: unknown) => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
      const text = JSON.stringify(batchOf([aRecord({ user: { id: name, traits: {} }, visitor: name })]))
        .replace('"answers":{', `"answers":{${entry("x")},`)
        .replace('"traits":{', `"traits":{${entry("x")}`)
        .replace('"trigger":{', `${entry(evil)},"trigger":{${entry(evil)},`)
        .replace("{", `{${entry(evil)},`);
      expect((await post(text)).status).toBe(200);
      for (const path of [
        `results?by=trait.${name}`,
        `results?by=prop.${name}&filter=trait.${name}:x`,
        "records",
        "records.csv",
      ])
        expect((await collector.get(`/v1/surveys/order-nps/${path}`)).status).toBe(200);
      expect((await collector.get(`/v1/users/${name}`)).status).toBe(200);
    },
  );
});

/** JSON with everything that trips somebody up. */
const json = fc.jsonValue({ maxDepth: 6 });
const awkward = fc.oneof(
  json,
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>(null, "", -0, 1e308, 2 ** 53, -1, true, [], {}, "\ud800", "a\0b", "=1+1", "na"),
  fc.constantFrom("__proto__", "constructor", "\u2028", "x".repeat(5_000)),
);

/** A real record with some of its values, at any depth, put in another's place. */
const mutated = fc.array(fc.tuple(fc.nat(200), awkward, fc.boolean()), { maxLength: 4 }).map((changes) => {
  const record: unknown = JSON.parse(
    JSON.stringify(
      aRecord({
        answers: { score: 3, reason: "Late", cell: { a: "b" }, many: ["a", { other: "b" }] },
        user: { id: "u", traits: { branch: "north" }, signature: "00", expires: 1 },
        page: { url: "https://shop.example/", referrer: "" },
        trigger: { on: "event", name: "paid", props: { amount: 1 } },
        visitor: "v",
        ageMs: 5,
      }),
    ),
  );
  for (const [place, value, isRemoved] of changes) {
    const holders: [Record<string, unknown>, string][] = [];
    const walk = (holder: unknown) => {
      if (typeof holder !== "object" || holder === null) return;
      for (const [key, inner] of Object.entries(holder)) {
        holders.push([holder as Record<string, unknown>, key]);
        walk(inner);
      }
    };
    walk(record);
    const [holder, key] = holders[place % Math.max(1, holders.length)] ?? [];
    if (!holder || key === undefined) continue;
    if (isRemoved) delete holder[key];
    else holder[key] = value;
  }
  return record;
});

describe("fuzz", () => {
  it("no mutated batch gets a 5xx, and every record gets an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutated, { minLength: 1, maxLength: 5 }), async (records) => {
        const body = JSON.stringify(batchOf(records));
        const response = await post(body);
        const answer = await response.json();
        if (Buffer.byteLength(body) > 64_000) return expect(response.status).toBe(413);
        expect([response.status, answer.code]).toEqual([200, undefined]);
        for (const [id, { status }] of Object.entries<{ status: string }>(answer.results))
          expect([id, ["stored", "duplicate", "invalid"].includes(status)]).toEqual([id, true]);
        expect(Object.keys(answer.results).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    for (const path of ["results?by=trait.branch,locale&step=day", "records?limit=1000", "records.csv"])
      expect((await collector.get(`/v1/surveys/order-nps/${path}`)).status).toBe(200);
  });

  it("no frame, torn text or bytes get a 5xx", async () => {
    const valid = JSON.stringify(batchOf([aRecord()]));
    const text = fc.oneof(
      awkward.map((value) => JSON.stringify(value) ?? ""),
      fc
        .dictionary(fc.constantFrom("v", "key", "sentAt", "records", "dropped", "attempt"), awkward)
        .map((one) => JSON.stringify(one)),
      fc
        .tuple(fc.nat(valid.length), fc.string())
        .map(([at, piece]) => valid.slice(0, at) + piece + valid.slice(at + 1)),
    );
    const body = fc.oneof(
      text.map((one) => Buffer.from(one)),
      fc.uint8Array({ maxLength: 300 }).map(Buffer.from),
    );
    const encoding = fc.constantFrom("identity", "gzip", "br", "deflate", "zstd");
    await fc.assert(
      fc.asyncProperty(body, encoding, async (bytes, name) => {
        const packed = name === "gzip" ? gzipSync(bytes) : bytes;
        const { status } = await post(new Uint8Array(packed), { "Content-Encoding": name });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  const routes = Object.keys(RIGHTS).filter((name) => !/batches|stream/.test(name));
  it.each(routes)("%s never answers with a 5xx", async (name) => {
    const [method = "", pattern = ""] = name.split(" ");
    const word = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "order-nps",
        "__proto__",
        "2026-11-22",
        "9999-12-31",
        "-1",
        "1e9",
        "NaN",
        "%",
        "A,B",
        "trait.x|tag",
      ),
    );
    const parameter = fc.constantFrom(
      ...[
        "key",
        "from",
        "to",
        "by",
        "filter",
        "step",
        "compare",
        "count",
        "invited",
        "tz",
        "limit",
        "cursor",
      ],
      ...["state", "changedSince", "user", "expires", "signature", "link"],
    );
    const query = fc.array(fc.tuple(parameter, word), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(word, query, awkward, async (id, parameters, value) => {
        const safe = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
        const search = parameters.map(([key, one]) => `${key}=${safe(one)}`).join("&");
        const path = pattern.replace(":id", safe(id) || "x");
        const { status } = await fetch(`${collector.url}${path}?${search}`, {
          method,
          headers: { Authorization: `Bearer ${collector.adminToken}`, Origin: "https://a.example" },
          ...(method === "PATCH" ? { body: JSON.stringify({ tags: value }) } : {}),
        }).then(async (response) => {
          await response.arrayBuffer();
          return response;
        });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });

  it("a stranger's noise leaves nothing behind in memory", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    const settle = async () => {
      for (let round = 0; round < 3; round++) {
        // What is cleaned up behind an object comes some time after it.
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (typeof collect === "function") collect();
      }
      return process.memoryUsage().heapUsed;
    };
    const noise = async (count: number) => {
      const bodies = ["[".repeat(60_000), JSON.stringify(batchOf([{ id: "x".repeat(60_000) }])), '{"v":1}'];
      for (let sent = 0; sent < count; sent += 25)
        await Promise.all(
          Array.from({ length: 25 }, async (_, index) =>
            (await post(bodies[index % bodies.length] ?? "")).arrayBuffer(),
          ),
        );
    };
    await noise(500);
    const before = await settle();
    await noise(2_000);
    expect((await settle()) - before).toBeLessThan(10_000_000);
  });
});
