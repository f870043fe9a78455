// `npm run bench`: everything in tests/bench, which is measured by hand and never as part of the tests.
import { spawnSync } from "node:child_process";

const vitest = (...values) =>
  spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...values], {
    stdio: "inherit",
    env: { ...process.env, ASKLING_BENCH: "1" },
  }).status === 0;
const benched = vitest("bench", "--run");
const measured = vitest("run", "tests/bench");
process.exit(benched && measured ? 0 : 1);
