import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TEST_MANIFEST } from "../../support/collector.ts";
import { addressOf, type RunningAskling, startAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

/** Each would keep an engine with backtracking busy for a minute and more. */
const SLOW: readonly (readonly [pattern: string, text: string])[] = [
  [".*refund.*broken.*money", "refund broken ".repeat(142).slice(0, 1_980)],
  [".*.*.*=.*", "x".repeat(1_980)],
  ["(a|aa)+$", `${"a".repeat(1_979)}!`],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", `${"a".repeat(1_979)}!`],
];
/** Far more than a request takes, far less than such a match would. */
const PATIENCE_MS = 5_000;

const rule = (matches: string) => ({
  survey: "order-nps",
  when: { answer: "reason", matches },
  within: "2h",
});
let folder: string;
let askling: RunningAskling;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "askling-patterns-"));
  const followUp = [...SLOW.map(([pattern]) => rule(pattern)), rule("^call (?:me|us)$")];
  const sites = [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json", followUp }];
  writeFileSync(join(folder, "askling.config.json"), JSON.stringify({ sites }));
  writeFileSync(join(folder, "surveys.json"), JSON.stringify(TEST_MANIFEST));
  askling = startAskling(["serve"], {
    cwd: folder,
    env: {
      PORT: "0",
      HOST: "127.0.0.1",
      ASKLING_CONFIG: "askling.config.json",
      DATABASE_URL: "sqlite:./askling.db",
      ASKLING_ADMIN_TOKEN: "admin-token-of-a-test",
    },
  });
  url = await addressOf(askling);
});
afterAll(async () => {
  askling.kill("SIGKILL");
  await askling.ended;
  rmSync(folder, { recursive: true });
});

const ask = (path: string, options?: RequestInit) =>
  fetch(url + path, {
    headers: { Authorization: "Bearer admin-token-of-a-test" },
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...options,
  });

it("serves everybody while patterns that were chosen to be slow are matched", async () => {
  const records = [...SLOW.map(([, text]) => text), "call me"].map((reason) =>
    aRecord({ state: "complete", answers: { score: 9, reason } }),
  );
  const batch = { v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records };
  expect((await ask("/v1/batches", { method: "POST", body: JSON.stringify(batch) })).status).toBe(200);
  const look = async () => {
    expect((await ask("/livez")).status).toBe(200);
    const { cases }: { cases: { record: string }[] } = await (await ask("/v1/cases")).json();
    return cases.map(({ record }) => record);
  };
  await expect
    .poll(look)
    // Cases are opened in the order of the records, so that the slow ones have been judged by then.
    .toEqual([records[records.length - 1]?.id]);
});
