import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Collectors, type KillableCollector, prepareCollectors } from "../support/killableCollector.ts";
import { type LoadFigures, putUnderLoad } from "../support/load.ts";
import { fillDatabase } from "./million.ts";

// A million records over two years, of one survey; what its questions are is known to the collector.
const RECORDS = Number(process.env.ASKLING_BENCH_RECORDS ?? 1_000_000);
const DAYS = 730;
const folder = mkdtempSync(join(tmpdir(), "askling-million-"));
const path = join(folder, "askling.db");
let collectors: Collectors;
let collector: KillableCollector;

beforeAll(async () => {
  await fillDatabase({ path, records: RECORDS, days: DAYS, site: "pk_shop", survey: "order-nps" });
  collectors = prepareCollectors(`sqlite:${path}`, "t");
  collector = await collectors.add();
  await collector.start();
}, 900_000);
afterAll(async () => {
  await collectors.close();
  rmSync(folder, { recursive: true });
});

const read = (address: string) =>
  fetch(`${collector.url}/v1/surveys/order-nps/${address}`, { headers: { Authorization: "Bearer t" } });
const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
const memory = () =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${collector.pid()}/status`, "utf8"))?.[1]) * 1024) / 1e6;

async function timeResults(query: string): Promise<{ ms: number; shown: number }> {
  const started = performance.now();
  const answer = await read(`results?${query}`);
  const { shown } = await answer.json();
  return { ms: performance.now() - started, shown };
}

test("results of 90 days by branch", { timeout: 300_000 }, async () => {
  const query = `from=${day(90)}&by=trait.branch`;
  const times: number[] = [];
  let shown = 0;
  for (let round = 0; round < 7; round++) {
    const timed = await timeResults(query);
    times.push(timed.ms);
    shown = timed.shown;
  }
  const sorted = [...times].sort((one, other) => one - other);
  console.log(
    `${shown} of ${RECORDS} records: best ${sorted[0]?.toFixed(0)} ms, median ${sorted[3]?.toFixed(0)} ms`,
  );
  expect(shown).toBeGreaterThan(RECORDS / 10);
});

test("ingest while somebody reads results all the time", { timeout: 300_000 }, async () => {
  const load = { connections: 4, seconds: 8 };
  const inWords = ({ rowsPerSecond, median, p99 }: LoadFigures) =>
    `${rowsPerSecond} rows/s, median ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
  await putUnderLoad(collector.url, { connections: 4, seconds: 2 });
  const alone = await putUnderLoad(collector.url, load);
  let over = false;
  let requests = 0;
  const reading = (async () => {
    for (; !over; requests++) await timeResults(`from=${day(90)}&to=${day(1)}&by=trait.branch`);
  })();
  const beside = await putUnderLoad(collector.url, load);
  over = true;
  await reading;
  console.log(`alone: ${inWords(alone)}`);
  console.log(
    `beside ${requests} results: ${inWords(beside)}; p99 ratio ${(beside.p99 / alone.p99).toFixed(2)}`,
  );
  expect(beside.answers).toEqual({ 200: beside.answers[200] });
});

test("an export of all records", { timeout: 600_000 }, async () => {
  const before = memory();
  let most = before;
  let bytes = 0;
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, 100);
  const { body } = await read("records.ndjson");
  const chunks = body?.getReader();
  for (let part = await chunks?.read(); part && !part.done; part = await chunks?.read())
    bytes += part.value.length;
  clearInterval(watch);
  console.log(
    `${(bytes / 1e6).toFixed(0)} MB exported; memory ${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB`,
  );
  expect(bytes).toBeGreaterThan(RECORDS * 300);
});
