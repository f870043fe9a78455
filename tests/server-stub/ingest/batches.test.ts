import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchAnswer } from "../../../widget/record/schema.ts";
import type { TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

describe.each(ENGINES)("batches over %s", (engine) => {
  let collector: TestCollector;
  beforeAll(async () => {
    collector = await startCollectorOver(engine);
  });
  afterAll(() => collector.close());

  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${collector.url}/v1/batches`, { method: "POST", body, headers });
  const batch = (records: unknown[], frame: object = {}) =>
    JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records, ...frame });
  const resultsOf = async (response: Response) => BatchAnswer.parse(await response.json()).results;
  const stored = async (id: string) => {
    const response = await collector.get("/v1/surveys/order-nps/records?limit=1000");
    const { records }: { records: { id: string; rev: number; answers: unknown }[] } = await response.json();
    return records.filter((record) => record.id === id);
  };

  describe("a batch", () => {
    it("is answered with the server's time and a result for each record", async () => {
      const record = aRecord();
      const response = await collector.post([record]);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toContain("application/json");
      const answer = BatchAnswer.parse(await response.json());
      expect(answer.results).toEqual({ [record.id]: { status: "stored" } });
      expect(Math.abs(Date.parse(answer.serverTime) - Date.now())).toBeLessThan(60_000);
      expect(await stored(record.id)).toHaveLength(1);
    });

    it("may name a user by an id that is too long for an index", async () => {
      const id = Array.from({ length: 200 }, () => crypto.randomUUID()).join("");
      const [one, two] = [aRecord({ user: { id } }), aRecord({ user: { id: `${id}!` } })];
      expect(Object.values(await resultsOf(await collector.post([one, two])))).toEqual([
        { status: "stored" },
        { status: "stored" },
      ]);
      const person = await (await collector.get(`/v1/users/${id}`)).json();
      expect(person.records.map((record: { id: string }) => record.id)).toEqual([one.id]);
    });

    it.each(["text/plain;charset=UTF-8", "application/json"])("may come as %s", async (type) => {
      const record = aRecord();
      const response = await send(batch([record]), { "Content-Type": type });
      expect(await resultsOf(response)).toEqual({ [record.id]: { status: "stored" } });
    });

    it.each([
      ["gzip", gzipSync],
      ["deflate", deflateSync],
      ["br", brotliCompressSync],
    ])("may come compressed with %s", async (encoding, compress) => {
      const record = aRecord();
      const body = new Uint8Array(compress(batch([record])));
      const response = await send(body, { "Content-Encoding": encoding });
      expect(await resultsOf(response)).toEqual({ [record.id]: { status: "stored" } });
    });

    it("may leave out the key where there is one site", async () => {
      const record = aRecord();
      const response = await collector.post([record], { key: undefined });
      expect(await resultsOf(response)).toEqual({ [record.id]: { status: "stored" } });
    });

    it("may carry what later versions add", async () => {
      const record = { ...aRecord(), mood: "new" };
      const response = await collector.post([record], { note: "new" });
      expect(await resultsOf(response)).toEqual({ [record.id]: { status: "stored" } });
    });

    it("sent again is a duplicate and changes nothing", async () => {
      const record = aRecord();
      await collector.post([record]);
      const again = await resultsOf(await collector.post([record, record]));
      expect(again).toEqual({ [record.id]: { status: "duplicate" } });
      expect(await stored(record.id)).toHaveLength(1);
    });

    it("with a lower revision than known is a duplicate", async () => {
      const record = aRecord({ rev: 3, answers: { score: 3 } });
      await collector.post([record]);
      const lower = await resultsOf(await collector.post([{ ...record, rev: 2, answers: { score: 9 } }]));
      expect(lower).toEqual({ [record.id]: { status: "duplicate" } });
      expect(await stored(record.id)).toMatchObject([{ rev: 3, answers: { score: 3 } }]);
    });

    it("keeps the first of two contents under one revision", async () => {
      const record = aRecord({ answers: { score: 3 } });
      await collector.post([record]);
      const other = await resultsOf(await collector.post([{ ...record, answers: { score: 9 } }]));
      expect(other).toEqual({ [record.id]: { status: "duplicate" } });
      expect(await stored(record.id)).toMatchObject([{ answers: { score: 3 } }]);
    });

    it("takes any short name for an id", async () => {
      const records = ["r", "7", "a.b:c-d_e"].map((id) => aRecord({ id: `${engine}.${id}` }));
      const results = await resultsOf(await collector.post(records));
      expect(Object.values(results)).toEqual(records.map(() => ({ status: "stored" })));
      for (const id of ["", "a b", "x".repeat(65), "é", ".", ".."])
        expect((await resultsOf(await collector.post([aRecord({ id })])))[id]).toMatchObject({
          status: "invalid",
          message: expect.stringContaining("id: found"),
        });
    });

    it("stores the good records beside the bad ones", async () => {
      const good = aRecord();
      const bad = { ...aRecord(), state: "finished" };
      const results = await resultsOf(await collector.post([bad, good, 5, null, { rev: 1 }]));
      expect(results[good.id]).toEqual({ status: "stored" });
      expect(results[bad.id]).toMatchObject({ status: "invalid", code: "invalid_record" });
      expect(results[bad.id]?.message).toContain('state: found "finished", expected one of "shown"');
      expect(results["records[2]"]).toMatchObject({
        status: "invalid",
        message: "the record: found 5, expected an object",
      });
      expect(Object.keys(results)).toHaveLength(5);
    });

    it.each([
      ["rev 0", { rev: 0 }, "rev: found 0, expected 1 or more"],
      ["a fractional rev", { rev: 1.5 }, "rev: found 1.5, expected"],
      ["a time that is none", { shownAt: "yesterday" }, 'shownAt: found "yesterday", expected a time'],
      ["an answer that is null", { answers: { score: null } }, "answers.score: found null"],
      ["a survey without name", { survey: "" }, "survey: found"],
      ["NUL in an id", { visitor: "a\0b" }, "found a NUL character"],
      ["half of a pair in an id", { user: { id: "a\ud800" } }, "found a NUL character or half of one"],
      ["a rev that an engine could not keep", { rev: 2 ** 31 }, "rev: found 2147483648, expected at most"],
    ])("finds %s invalid", async (_what, parts, message) => {
      const record = { ...aRecord(), ...parts };
      const results = await resultsOf(await collector.post([record]));
      expect(results[record.id]).toMatchObject({ status: "invalid" });
      expect(results[record.id]?.message).toContain(message);
    });

    it("finds a record over 16 KB invalid, one of just as much fine", async () => {
      const large = aRecord({ answers: { reason: "x".repeat(16_000) } });
      const empty = aRecord({ answers: { reason: "" } });
      const fits = { answers: { reason: "x".repeat(16_000 - JSON.stringify(empty).length) } };
      // What is added on the way does not count.
      const full = { ...empty, ...fits, ageMs: 123_456 };
      const hidden = aRecord({ answers: { ageMs: "x".repeat(17_000) } });
      const results = await resultsOf(await collector.post([large, full]));
      expect((await resultsOf(await collector.post([hidden])))[hidden.id]).toMatchObject({
        code: "too_large",
      });
      expect(results[large.id]).toMatchObject({ status: "invalid", code: "too_large" });
      expect(results[full.id]).toEqual({ status: "stored" });
    });

    it.each([
      [
        "a long address",
        `https://shop.example/${"a".repeat(20_000)}`,
        `https://shop.example/${"a".repeat(1_979)}`,
      ],
      ["a page that is its own address", `data:text/html,${"a".repeat(20_000)}`, "data:"],
      ["a file", "file:///Users/ann/shop/page.html", "page.html"],
      ["a blob", "blob:https://shop.example/3f6c2a17", "https://shop.example"],
    ])("keeps the answer of an older widget with the address of %s, cut", async (_what, url, told) => {
      const record = aRecord({ answers: { reason: "好".repeat(3_000) }, page: { url, referrer: url } });
      const conflicts = () => collector.entries.filter(({ event }) => event === "conflict").length;
      const before = conflicts();
      const results = await resultsOf(await collector.post([record]));
      expect(results[record.id]).toEqual({ status: "stored" });
      expect(await stored(record.id)).toMatchObject([
        { answers: record.answers, page: { url: told, referrer: told } },
      ]);
      expect((await resultsOf(await collector.post([record])))[record.id]).toEqual({ status: "duplicate" });
      expect(conflicts()).toBe(before);
    });

    it("survives nesting that would overflow a stack", async () => {
      const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
      const response = await send(batch([0]).replace('"records":[0]', `"records":[${deep}]`));
      expect((await resultsOf(response))["records[0]"]).toMatchObject({
        status: "invalid",
        code: "too_deep",
      });
    });

    it("cannot reach the prototype of anything", async () => {
      const text = batch([aRecord({ id: "__proto__" })]).replace('"answers":{', '"answers":{"__proto__":9,');
      const response = await send(text);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('"__proto__":{"status":"stored"}');
    });
  });

  describe("a malformed batch", () => {
    const times = { sentAt: "2026-11-22T08:00:00Z" };
    it.each([
      ["text that is no JSON", "nope", 400, "invalid_json", "no JSON"],
      ["nothing", "", 400, "invalid_json", "no JSON"],
      ["half of a batch", batch([aRecord()]).slice(0, -5), 400, "invalid_json", "no JSON"],
      ["a list", "[]", 422, "invalid_batch", "the batch: found [], expected an object"],
      ["null", "null", 422, "invalid_batch", "the batch: found null, expected an object"],
      ["another version", batch([aRecord()], { v: 2 }), 422, "invalid_batch", "v: found 2"],
      ["no time", batch([aRecord()], { sentAt: undefined }), 422, "invalid_batch", "sentAt: found nothing"],
      [
        "no records",
        JSON.stringify({ v: 1, ...times }),
        422,
        "invalid_batch",
        "records: found nothing, expected a list",
      ],
      ["an empty list", batch([]), 422, "invalid_batch", "records: found [], expected a list of at least 1"],
      ["51 records", batch(Array(51).fill(1)), 422, "invalid_batch", "records: found"],
      [
        "a key that is a number",
        batch([1], { key: 7 }),
        422,
        "invalid_batch",
        "key: found 7, expected a text",
      ],
      ["an unknown key", batch([1], { key: "pk_shap" }), 403, "unknown_site", 'did you mean "pk_shop"?'],
      ["too many bytes", batch([{ text: "x".repeat(64_000) }]), 413, "too_large", "64000"],
    ])("(%s) gets a problem", async (_what, body, status, code, detail) => {
      const response = await send(body, { "Content-Type": "text/plain;charset=UTF-8" });
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      const problem = await response.json();
      expect(problem).toMatchObject({ type: "about:blank", title: expect.any(String), status, code });
      expect(problem.detail).toContain(detail);
    });

    it.each([
      ["gzip", gzipSync],
      ["deflate", deflateSync],
      ["br", brotliCompressSync],
    ])(
      "that %s unpacks to more than 64 KB is refused before it fills the memory",
      async (encoding, compress) => {
        const bomb = new Uint8Array(compress(Buffer.alloc(20_000_000)));
        const response = await send(bomb, { "Content-Encoding": encoding });
        expect(response.status).toBe(413);
        expect(await response.json()).toMatchObject({ code: "too_large" });
      },
    );

    it("of just 64 KB is taken, one byte more is not", async () => {
      const padded = (bytes: number) => {
        const text = batch([aRecord()]);
        return `${text}${" ".repeat(bytes - Buffer.byteLength(text))}`;
      };
      expect((await send(padded(64_000))).status).toBe(200);
      expect((await send(padded(64_001))).status).toBe(413);
    });

    it.each([
      ["a wrong compression", { "Content-Encoding": "gzip" }, 400],
      ["an unknown compression", { "Content-Encoding": "zstd9" }, 415],
    ])("(%s) gets a problem", async (_what, headers, status) => {
      expect((await send(batch([aRecord()]), headers)).status).toBe(status);
    });

    it("in bytes that are not UTF-8 gets a problem", async () => {
      expect((await send(new Uint8Array([0x22, 0xff, 0xfe, 0x22]))).status).toBe(400);
    });
  });
});
