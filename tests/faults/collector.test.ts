import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";
import { BatchAnswer, type SentRecord } from "../../widget/record/schema.ts";
import { startTestCollector, TEST_MANIFEST, type TestCollector } from "../support/collector.ts";
import { addressOf, startAskling } from "../support/collectorCli.ts";
import { aRecord } from "../support/collectorRecords.ts";

const Listed = z.array(
  z.object({ id: z.string(), rev: z.number(), answers: z.record(z.string(), z.unknown()) }),
);

async function open(options: Parameters<typeof startTestCollector>[0] = {}): Promise<TestCollector> {
  const collector = await startTestCollector(options);
  onTestFinished(() => collector.close());
  return collector;
}

async function statuses(answer: Response): Promise<Record<string, string>> {
  const { results } = BatchAnswer.parse(await answer.json());
  return Object.fromEntries(Object.entries(results).map(([id, { status }]) => [id, status]));
}

async function listed(collector: TestCollector, key = "pk_shop"): Promise<z.infer<typeof Listed>> {
  const answer = await collector.get(`/v1/surveys/order-nps/records.ndjson?key=${key}`);
  const lines = (await answer.text()).split("\n").filter(Boolean);
  return Listed.parse(lines.map((line) => JSON.parse(line)));
}

const shuffled = <Item>(items: readonly Item[]) => [...items].sort(() => Math.random() - 0.5);

test("39: an id that was counted weeks ago is known: the key has no window", async () => {
  let now = Date.UTC(2026, 0, 1);
  const collector = await open({ now: () => new Date(now) });
  const record = aRecord();
  expect(await statuses(await collector.post([record]))).toEqual({ [record.id]: "stored" });
  now += 300 * 86_400_000;
  expect(await statuses(await collector.post([record]))).toEqual({ [record.id]: "duplicate" });
  expect(await listed(collector)).toHaveLength(1);
});

test("40: the same revision with another body changes nothing: the first one stays", async () => {
  const collector = await open();
  const record = aRecord({ answers: { score: 9 } });
  await collector.post([record]);
  const answer = await collector.post([{ ...record, answers: { score: 0 } }]);
  expect(answer.status).toBe(200);
  expect((await listed(collector)).map(({ answers }) => answers.score)).toEqual([9]);
  // What is added at sending does not make it another.
  expect(await statuses(await collector.post([{ ...record, ageMs: 5 }]))).toEqual({
    [record.id]: "duplicate",
  });
});

test("45: a bomb, a flood and a fragment are refused before they are read, and the next answer is taken", async () => {
  const collector = await open();
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${collector.url}/v1/batches`, { method: "POST", body, headers });
  const frame = (records: string) =>
    `{"v":1,"key":"pk_shop","sentAt":"${new Date().toISOString()}","records":${records}}`;
  const hostile = [
    await post(new Uint8Array(gzipSync("0".repeat(50_000_000))), { "Content-Encoding": "gzip" }),
    await post(frame(`[${"{},".repeat(30_000)}{}]`)),
    await post(frame("[]")),
    await post("{"),
  ];
  for (const { status } of hostile) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  const record = aRecord();
  expect(await statuses(await collector.post([record]))).toEqual({ [record.id]: "stored" });
});

test("46: an id that another site uses is a record of one's own, and tells nothing of the other", async () => {
  const site = (key: string) => ({ key, origins: ["*"], manifest: "./surveys.json" });
  const collector = await open({ config: { sites: [site("pk_shop"), site("pk_other")] } });
  const record = aRecord({ answers: { score: 10 } });
  await collector.post([record]);
  const probe = await collector.post([{ ...record, answers: { score: 0 } }], { key: "pk_other" });
  expect(await statuses(probe)).toEqual({ [record.id]: "stored" });
  expect((await listed(collector, "pk_shop")).map(({ answers }) => answers.score)).toEqual([10]);
  expect((await listed(collector, "pk_other")).map(({ answers }) => answers.score)).toEqual([0]);
});

test("47: revisions count by their number, in whatever order and company they come", async () => {
  const collector = await open();
  const ids = Array.from({ length: 8 }, () => aRecord().id);
  const revisions = ids.flatMap((id, at) =>
    [1, 2, 3, 4].map((rev) => aRecord({ id, rev, answers: { score: (at + rev) % 11 } })),
  );
  const rest: SentRecord[] = shuffled([...revisions, ...revisions]);
  while (rest.length) expect((await collector.post(rest.splice(0, 7))).status).toBe(200);
  const found = Object.fromEntries(
    (await listed(collector)).map(({ id, rev, answers }) => [id, [rev, answers.score]]),
  );
  expect(found).toEqual(Object.fromEntries(ids.map((id, at) => [id, [4, (at + 4) % 11]])));
});

test("48: a collector that is killed under load, again and again, has whatever it has acknowledged", async () => {
  const folder = mkdtempSync(join(tmpdir(), "askling-killed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, "config.json"),
    JSON.stringify({
      sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }],
      limits: { perAddress: 1_000_000, perKey: 1_000_000 },
    }),
  );
  writeFileSync(join(folder, "surveys.json"), JSON.stringify(TEST_MANIFEST));
  const acknowledged = new Set<string>();
  const env = {
    PORT: "0",
    ASKLING_CONFIG: "config.json",
    ASKLING_ADMIN_TOKEN: "token",
    DATABASE_URL: "sqlite:./askling.db",
  };
  for (let round = 0; round < 4; round++) {
    const askling = startAskling(["serve"], { cwd: folder, env });
    const url = await addressOf(askling);
    if (round) {
      const answer = await fetch(`${url}/v1/surveys/order-nps/records.ndjson`, {
        headers: { Authorization: "Bearer token" },
      });
      const known = (await answer.text()).split("\n").filter(Boolean);
      const ids = new Set(Listed.parse(known.map((line) => JSON.parse(line))).map(({ id }) => id));
      expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    }
    const load = Array.from({ length: 4 }, async () => {
      for (;;) {
        const records = Array.from({ length: 20 }, () => aRecord());
        const body = JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records });
        try {
          const answer = await fetch(`${url}/v1/batches`, { method: "POST", body });
          for (const [id, status] of Object.entries(await statuses(answer)))
            if (status === "stored") acknowledged.add(id);
        } catch {
          // The connection broke: it is dead.
          return;
        }
      }
    });
    const before = acknowledged.size;
    await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 200);
    askling.kill("SIGKILL");
    await Promise.all(load);
    await askling.ended;
  }
  expect(acknowledged.size).toBeGreaterThan(800);
}, 90_000);
