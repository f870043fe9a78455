import { readFileSync } from "node:fs";
import { bench, describe, expect } from "vitest";
import { openDatabases } from "../support/engines.ts";
import { type KillableCollector, prepareCollectors } from "../support/killableCollector.ts";
import { type LoadFigures, putUnderLoad } from "../support/load.ts";
import { measureBareLoop } from "./bareLoop.ts";

const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0, throws: true };
/** A figure is of one whole run, but the runner calls what it measures some times more to get to know it. */
function runOnce(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}

/** `ASKLING_BENCH_SECONDS` shortens the held load. */
const HELD_SECONDS = Number(process.env.ASKLING_BENCH_SECONDS ?? 60);

async function withCollector(engine: "sqlite" | "postgres", use: (one: KillableCollector) => Promise<void>) {
  const databases = await openDatabases(engine);
  const collectors = prepareCollectors(await databases.create(), "t");
  try {
    const collector = await collectors.add();
    await collector.start();
    await use(collector);
  } finally {
    await collectors.close();
    await databases.close();
  }
}

const inWords = ({ rowsPerSecond, median, p99, slowest, answers }: LoadFigures) =>
  `${rowsPerSecond} rows/s, median ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms, answers ${JSON.stringify(answers)}`;

/** Highest resident memory of a process so far, in MB of 1,000,000 bytes; Linux only. */
function peakMemory(pid: number): number {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

describe("ingest, one process, batches of 50", () => {
  bench(
    "takes in at least half of what a bare loop writes",
    runOnce(() =>
      withCollector("sqlite", async ({ url }) => {
        await putUnderLoad(url, { connections: 20, seconds: 2 });
        // In turns, so that whatever else the machine does befalls both.
        const bare: number[] = [];
        const loaded: LoadFigures[] = [];
        for (let round = 0; round < 3; round++) {
          bare.push(await measureBareLoop(4));
          loaded.push(await putUnderLoad(url, { connections: 20, seconds: 4 }));
        }
        const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);
        const ratio = sum(loaded.map(({ rowsPerSecond }) => rowsPerSecond)) / sum(bare);
        console.log(`bare loop: ${bare.join(", ")} rows/s`);
        for (const figures of loaded) console.log(`collector: ${inWords(figures)}`);
        console.log(`ratio: ${ratio.toFixed(2)}`);
        expect(ratio).toBeGreaterThanOrEqual(0.5);
      }),
    ),
    once,
  );

  bench(
    `holds 200 connections for ${HELD_SECONDS} s`,
    runOnce(() =>
      withCollector("sqlite", async ({ url, pid }) => {
        const figures = await putUnderLoad(url, { connections: 200, seconds: HELD_SECONDS });
        const memory = peakMemory(pid());
        console.log(`200 connections: ${inWords(figures)}, peak memory ${memory.toFixed(0)} MB`);
        expect(Object.keys(figures.answers).filter((one) => !["200", "429", "503"].includes(one))).toEqual(
          [],
        );
        expect(memory).toBeLessThan(250);
        expect(figures.p99).toBeLessThan(10 * figures.median);
      }),
    ),
    once,
  );

  bench(
    "over PostgreSQL",
    runOnce(() =>
      withCollector("postgres", async ({ url }) => {
        await putUnderLoad(url, { connections: 20, seconds: 2 });
        const figures = await putUnderLoad(url, { connections: 20, seconds: 6 });
        console.log(`PostgreSQL: ${inWords(figures)}`);
        expect(Object.keys(figures.answers)).toEqual(["200"]);
      }),
    ),
    once,
  );
});
