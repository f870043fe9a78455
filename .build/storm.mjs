// `npm run storm -- --seed N --answers M [--database postgres|postgres://…]`: a long storm by hand, on the built files.
import { parseArgs } from "node:util";
import { needChromium } from "./chromium.mjs";
import { runVitest } from "./run.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    answers: { type: "string", default: "2000" },
    database: { type: "string" },
  },
});
const env = {
  ASKLING_CHROMIUM: needChromium(),
  ASKLING_STORM_SEED: values.seed,
  ASKLING_STORM_ANSWERS: values.answers,
  ...(values.database ? { ASKLING_STORM_DATABASE: values.database } : {}),
};
process.exit((await runVitest(["run", "tests/faults/storm.test.ts"], env)) ? 0 : 1);
