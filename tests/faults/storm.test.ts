import { expect, test } from "vitest";
import { runStorm } from "./storm/storm.ts";

// `npm run storm -- --seed N --answers M [--database postgres|postgres://…]` sets these; the test run has a short storm.
const { ASKLING_STORM_SEED, ASKLING_STORM_ANSWERS = "50", ASKLING_STORM_DATABASE } = process.env;
const seed = Number(ASKLING_STORM_SEED ?? Date.now() % 1_000_000);
const answers = Number(ASKLING_STORM_ANSWERS);

test(
  `a storm of all faults at once loses, doubles and alters none of ${answers} answers (seed ${seed})`,
  async () => {
    const report = await runStorm({ seed, answers, database: ASKLING_STORM_DATABASE, log: console.log });
    console.log(JSON.stringify(report));
    expect(report).toMatchObject({
      missing: [],
      twice: [],
      altered: [],
      invented: [],
      pending: 0,
      refused: [],
    });
    expect(report.tapped).toBeGreaterThanOrEqual(answers);
    expect(report.counted).toBe(report.answered);
  },
  300_000 + answers * 1_000,
);
