import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-transfer-"));
let collector: TestCollector;
let env: Record<string, string>;
const at = (name: string) => ({ DATABASE_URL: `sqlite:${join(folder, name)}` });
beforeAll(async () => {
  collector = await startTestCollector();
  env = { DATABASE_URL: `sqlite:${join(collector.folder, "data", "askling.db")}` };
  const record = aRecord({
    rev: 3,
    user: { id: "u-7", traits: { branch: "north", vip: true } },
    visitor: "v-1",
    answers: { score: 3, reason: '=cmd|" \u2028 "quoted\r\n 配送 \ud83d\ude00 \ud800', 10: "b", 9: "a" },
  });
  const gone = aRecord({ user: { id: "u-8" } });
  await collector.post([record, gone, ...Array.from({ length: 30 }, () => aRecord())]);
  await collector.post([{ ...record, answers: { score: 9 } }]);
  const headers = { Authorization: `Bearer ${collector.adminToken}` };
  await fetch(`${collector.url}/v1/records/${record.id}`, {
    method: "PATCH",
    headers,
    body: '{"tags":["delivery"]}',
  });
  await fetch(`${collector.url}/v1/records/${gone.id}`, { method: "DELETE", headers });
});
afterAll(async () => {
  await collector.close();
  rmSync(folder, { recursive: true });
});
const exported = async (where: Record<string, string>, site = "pk_shop") => {
  const { code, stdout } = await runAskling(["export", site], { env: where });
  expect(code).toBe(0);
  return stdout;
};

describe("export and import", () => {
  it("round-trip everything, as often as one likes, while the collector runs", async () => {
    const lines = await exported(env);
    const types = lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect([...new Set(types)].sort()).toEqual([
      "askling",
      "conflict",
      "end",
      "erased",
      "manifest",
      "record",
    ]);
    expect(lines).not.toContain("u-8");
    const file = join(folder, "shop.ndjson");
    writeFileSync(file, lines);
    const first = await runAskling(["import", file], { env: at("copy.db") });
    expect(first).toMatchObject({ code: 0, stdout: "pk_shop: 32 records are new or newer, 0 were known.\n" });
    expect(await exported(at("copy.db"))).toBe(lines);
    const second = await runAskling(["import", file], { env: at("copy.db") });
    expect(second).toMatchObject({
      code: 0,
      stdout: "pk_shop: 0 records are new or newer, 32 were known.\n",
    });
    expect(await exported(at("copy.db"))).toBe(lines);
    await runAskling(["import", file, "--site", "pk_other"], { env: at("copy.db") });
    expect(await exported(at("copy.db"), "pk_other")).toBe(lines.replace('"pk_shop"', '"pk_other"'));
  });

  it.each([
    ["nope\n", "line 1: expected JSON"],
    ['{"type":"record"}\n', "line 1: shownAt: expected"],
    [
      '{"type":"erased","id":"a","erasedAt":"2026-01-01T00:00:00.000Z"}\n',
      "expected the header of an export",
    ],
    ["", "expected an export, found nothing"],
    ['{"type":"askling","version":1,"site":"a","ends":true}\n', "its last line is missing"],
    [
      '{"type":"askling","version":1,"site":"a","ends":true}\n{"type":"end","lines":2}\n',
      "0 lines are here, and its last line speaks of 2",
    ],
    [
      '{"type":"askling","version":1,"site":"a","ends":true}\n{"type":"end","lines":0}\n{"type":"end","lines":0}\n',
      "line 3: found a line behind the end",
    ],
  ])("refuse %j without repeating what it holds", async (text, sentence) => {
    const file = join(folder, "wrong.ndjson");
    writeFileSync(file, text);
    const { code, stderr } = await runAskling(["import", file], { env: at("wrong.db") });
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
  });

  it("take in nothing of a file that was cut, in whichever line and at whichever byte, and say so", async () => {
    const lines = (await exported(env)).trimEnd().split("\n");
    const file = join(folder, "cut.ndjson");
    const cuts = [
      lines.slice(0, 20).join("\n"),
      `${lines.slice(0, 20).join("\n")}\n`,
      `${lines.slice(0, -1).join("\n")}\n`,
      lines.join("\n").slice(0, 5_000),
      [...lines.slice(0, 9), ...lines.slice(11)].join("\n"),
    ];
    for (const cut of cuts) {
      writeFileSync(file, cut);
      const { code, stdout, stderr } = await runAskling(["import", file], { env: at("cut.db") });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/cut\.ndjson: .*\. Nothing was taken in\.\n$/);
      expect(existsSync(join(folder, "cut.db"))).toBe(false);
    }
  });

  it("take in an export of an early version, and say that it may have been cut", async () => {
    const lines = (await exported(env)).trimEnd().split("\n").slice(0, -1);
    const file = join(folder, "early.ndjson");
    writeFileSync(file, lines.join("\n").replace(',"ends":true', ""));
    expect(await runAskling(["import", file], { env: at("early.db") })).toMatchObject({
      code: 0,
      stdout: "pk_shop: 32 records are new or newer, 0 were known.\n",
      stderr: expect.stringContaining("does not say whether it is whole"),
    });
  });

  it("refuse a file in another encoding instead of taking in other people's words", async () => {
    const text = await exported(env);
    const file = join(folder, "encoded.ndjson");
    for (const [bytes, told] of [
      [Buffer.from(text, "utf16le"), "found UTF-16"],
      [Buffer.concat([Buffer.from(text), Buffer.from([0xc4, 0xe3, 0x0a])]), "no UTF-8"],
    ] as const) {
      writeFileSync(file, bytes);
      const { code, stderr } = await runAskling(["import", file], { env: at("encoded.db") });
      expect(code).toBe(1);
      expect(stderr).toContain(told);
    }
  });

  it("take in what an editor has marked as UTF-8", async () => {
    const file = join(folder, "marked.ndjson");
    writeFileSync(file, `\ufeff${await exported(env)}`);
    expect(await runAskling(["import", file], { env: at("marked.db") })).toMatchObject({
      code: 0,
      stdout: "pk_shop: 32 records are new or newer, 0 were known.\n",
    });
  });

  it("say in a sentence that a folder is no file", async () => {
    expect(await runAskling(["import", folder], { env: at("folder.db") })).toMatchObject({
      code: 1,
      stderr: `${folder}: this is a folder, not a file. Nothing was taken in.\n`,
    });
  });

  it.runIf(existsSync("/dev/full"))("say in a sentence that the disk is full", async () => {
    const output = openSync("/dev/full", "w");
    const { code, stderr } = await runAskling(["export", "pk_shop"], { env, output });
    closeSync(output);
    expect(stderr).toBe("The output could not be written: the disk is full.\n");
    expect(code).toBe(1);
  });

  it("say so when there is no such site, database or file", async () => {
    expect(await runAskling(["export", "pk_none"], { env })).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^(?:\{.*\}\n){2}$/),
    });
    const gone = await runAskling(["export", "pk_shop"], { env: at("none.db") });
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no such file") });
    const file = await runAskling(["import", join(folder, "none.ndjson")], { env: at("copy.db") });
    expect(file).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no such file") });
  });
});

describe("a backup", () => {
  it("made under load is whole: a collector runs on it, and nothing acknowledged before is missing", async () => {
    const known: string[] = [];
    let isDone = false;
    const load = (async () => {
      while (!isDone) {
        const records = Array.from({ length: 10 }, () => aRecord());
        await collector.post(records);
        if (!isDone) known.push(...records.map(({ id }) => id));
      }
    })();
    await expect.poll(() => known.length).toBeGreaterThan(50);
    const before = [...known];
    const file = join(folder, "backup.db");
    const { code } = await runAskling(["backup", file], { env });
    isDone = true;
    await load;
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const copy = await startTestCollector({ databaseUrl: `sqlite:${file}` });
    const text = await (await copy.get("/v1/surveys/order-nps/records.ndjson")).text();
    const found = new Set(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).id),
    );
    await copy.close();
    expect(before.filter((id) => !found.has(id))).toEqual([]);
  });

  it("replaces no file, makes no database, and points to the tool of PostgreSQL", async () => {
    const file = join(folder, "there.db");
    writeFileSync(file, "mine");
    expect(await runAskling(["backup", file], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("replaces none"),
    });
    const none = await runAskling(["backup", join(folder, "b.db")], { env: at("none.db") });
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no such file") });
    const url = "postgres://me:secret@127.0.0.1/x";
    const postgres = await runAskling(["backup", join(folder, "b.db")], { env: { DATABASE_URL: url } });
    expect(postgres).toMatchObject({ code: 1, stderr: expect.stringContaining("pg_dump") });
    expect(postgres.stderr).not.toContain("secret");
  });
});
