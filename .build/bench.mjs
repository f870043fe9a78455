// `npm run bench`: everything in tests/bench, which is measured by hand and never as part of the tests.
import { runVitest } from "./run.mjs";

const env = { ASKLING_BENCH: "1" };
const benched = await runVitest(["bench", "--run"], env);
const measured = await runVitest(["run", "tests/bench"], env);
process.exit(benched && measured ? 0 : 1);
