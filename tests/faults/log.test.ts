import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { spawnTogether } from "../../.build/spawnTogether.mjs";
import { thisSystem } from "../../.build/system.mjs";
import { startTestCollector, TEST_MANIFEST } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { freePort } from "../support/freePort.ts";
import { databaseOf } from "../support/hosted.ts";

const COMMAND = "dist/server/cli.js";

/** Starts a collector whose two outputs are as told, and waits until it answers. */
async function startWith(stdio: ["ignore", "pipe" | number, "pipe" | number]) {
  const folder = mkdtempSync(join(tmpdir(), "askling-log-"));
  const port = await freePort();
  writeFileSync(
    join(folder, "askling.config.json"),
    JSON.stringify({ sites: [{ key: "pk_shop", manifest: "./surveys.json" }] }),
  );
  writeFileSync(join(folder, "surveys.json"), JSON.stringify(TEST_MANIFEST));
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, "askling.db")}`,
    ASKLING_CONFIG: join(folder, "askling.config.json"),
    ASKLING_ADMIN_TOKEN: "token-of-a-test",
  };
  const child: ChildProcess = spawnTogether(process.execPath, [COMMAND, "serve"], { env, stdio });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(`${url}/livez`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  return { child, url };
}

/** Posts a batch, and reads figures, which writes a line to the log. */
async function useIt(url: string): Promise<number[]> {
  const batch = { v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records: [aRecord()] };
  const headers = { Authorization: "Bearer token-of-a-test" };
  const answers: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const stored = await fetch(`${url}/v1/batches`, { method: "POST", body: JSON.stringify(batch) });
    const read = await fetch(`${url}/v1/surveys/order-nps/records.csv`, { headers });
    await read.text();
    // Refused, which is told on the other output.
    const refused = await fetch(`${url}/v1/batches`, {
      method: "POST",
      headers: { Origin: `https://elsewhere-${time}.example` },
      body: JSON.stringify(batch),
    });
    answers.push(stored.status, read.status, refused.status);
  }
  return answers;
}
const FINE = Array.from({ length: 5 }, () => [200, 200, 403]).flat();

it("57: a collector goes on when the reader of its log goes away", async () => {
  const { child, url } = await startWith(["ignore", "pipe", "pipe"]);
  let warned = "";
  child.stderr?.on("data", (chunk) => {
    warned += chunk;
  });
  child.stdout?.destroy();
  expect(await useIt(url)).toEqual(FINE);
  await expect.poll(() => warned).toContain("Lines of standard output are lost: nobody reads it any more.");
  child.stderr?.destroy();
  expect(await useIt(url)).toEqual(FINE);
  expect(child.exitCode).toBeNull();
});

it.runIf(thisSystem().platform === "linux")(
  "a collector goes on when the disk of its log is full",
  async () => {
    const full = openSync("/dev/full", "w");
    const { child, url } = await startWith(["ignore", full, "pipe"]);
    let warned = "";
    child.stderr?.on("data", (chunk) => {
      warned += chunk;
    });
    expect(await useIt(url)).toEqual(FINE);
    await expect.poll(() => warned).toContain("Lines of standard output are lost: the disk is full.");
    expect(child.exitCode).toBeNull();
  },
);

it("another command ends quietly when nobody reads on", async () => {
  const collector = await startTestCollector();
  onTestFinished(() => collector.close());
  // More than a pipe holds.
  for (let time = 0; time < 10; time += 1) {
    const records = Array.from({ length: 40 }, () => aRecord({ answers: { reason: "x".repeat(900) } }));
    expect((await collector.post(records)).status).toBe(200);
  }
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseOf(collector) };
  const exporting = spawn(process.execPath, [COMMAND, "export", "pk_shop"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let warned = "";
  exporting.stderr.on("data", (chunk) => {
    warned += chunk;
  });
  exporting.stdout.once("data", () => exporting.stdout.destroy());
  expect(await new Promise((resolve) => exporting.once("close", resolve))).toBe(0);
  expect(warned).toBe("");
});
