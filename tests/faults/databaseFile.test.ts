import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { runAskling } from "../support/collectorCli.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { prepareCollectors } from "../support/killableCollector.ts";
import { deliver } from "../support/persistentSender.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A folder that is gone after the test. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "askling-files-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function startOver(path: string): Promise<TestCollector> {
  const collector = await startTestCollector({ databaseUrl: `sqlite:${path}` });
  closing.push(collector.close);
  return collector;
}

/** Stops a collector before its test is over. */
async function stop(collector: TestCollector): Promise<void> {
  closing.splice(closing.indexOf(collector.close), 1);
  await collector.close();
}

async function idsIn(collector: Pick<TestCollector, "get">): Promise<string[]> {
  const response = await collector.get("/v1/surveys/order-nps/records.ndjson");
  expect(response.status).toBe(200);
  const lines = (await response.text()).split("\n").filter(Boolean);
  return lines.map((line): string => JSON.parse(line).id);
}

/** The database of a collector that has run and ended. */
async function makeDatabase(folder: string): Promise<string> {
  const path = join(folder, "other.db");
  const collector = await startOver(path);
  expect((await collector.post([aRecord()])).status).toBe(200);
  await stop(collector);
  return path;
}

const statusOf = async (collector: TestCollector, path: string) => (await collector.get(path)).status;

async function expectRefusal(collector: TestCollector): Promise<void> {
  const response = await collector.post([aRecord()]);
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ code: "database_unavailable" });
  expect(await statusOf(collector, "/readyz")).toBe(503);
  expect(await statusOf(collector, "/healthz")).toBe(503);
  expect(await statusOf(collector, "/v1/surveys/order-nps/results")).toBe(503);
  expect(await statusOf(collector, "/livez")).toBe(200);
  expect((await collector.post([aRecord()])).status).toBe(503);
}

/** How files are lost; what is given back is put in its place again. */
const LOSSES: Record<
  string,
  (
    path: string,
    other: string,
  ) => { giveBack?(): void; isGone?: boolean; reopens?: "same" | "other" | "none" }
> = {
  "is deleted": (path) => {
    unlinkSync(path);
    return { isGone: true };
  },
  "is deleted with all that belongs to it": (path) => {
    for (const end of ["", "-wal", "-shm"]) unlinkSync(path + end);
    return { isGone: true };
  },
  "is deleted with its folder": (path) => {
    rmSync(dirname(path), { recursive: true });
    return { isGone: true };
  },
  "is moved away": (path) => {
    renameSync(path, `${path}.away`);
    return { isGone: true, giveBack: () => renameSync(`${path}.away`, path) };
  },
  "is moved away with its folder": (path) => {
    const folder = dirname(path);
    renameSync(folder, `${folder}.away`);
    return { isGone: true, giveBack: () => renameSync(`${folder}.away`, folder) };
  },
  "is moved away with its folder, which is made anew": (path) => {
    const folder = dirname(path);
    renameSync(folder, `${folder}.away`);
    mkdirSync(folder);
    return {
      isGone: true,
      giveBack() {
        rmSync(folder, { recursive: true });
        renameSync(`${folder}.away`, folder);
      },
    };
  },
  "is replaced by another database": (path, other) => {
    renameSync(path, `${path}.away`);
    copyFileSync(other, path);
    return { giveBack: () => renameSync(`${path}.away`, path), reopens: "other" };
  },
  "is replaced by an empty file": (path) => {
    renameSync(path, `${path}.away`);
    writeFileSync(path, "");
    return { giveBack: () => renameSync(`${path}.away`, path) };
  },
  "is replaced by a copy of itself": (path) => {
    copyFileSync(path, `${path}.copy`);
    renameSync(`${path}.copy`, path);
    return {};
  },
  "is written over by another database": (path, other) => {
    copyFileSync(other, path);
    return {};
  },
  "is written over by junk": (path) => {
    writeFileSync(path, "no database ".repeat(10_000));
    return {};
  },
  "is emptied": (path) => {
    truncateSync(path);
    return {};
  },
  "loses its log": (path) => {
    unlinkSync(`${path}-wal`);
    return { reopens: "same" };
  },
  "loses its log's index": (path) => {
    unlinkSync(`${path}-shm`);
    return { reopens: "same" };
  },
  "loses its log for a while": (path) => {
    renameSync(`${path}-wal`, `${path}.away`);
    return { giveBack: () => renameSync(`${path}.away`, `${path}-wal`), reopens: "same" };
  },
  "has another log put in place": (path) => {
    renameSync(`${path}-wal`, `${path}.away`);
    writeFileSync(`${path}-wal`, "");
    return { giveBack: () => renameSync(`${path}.away`, `${path}-wal`) };
  },
};

describe("a SQLite file that under the collector", () => {
  it.each(Object.entries(LOSSES))("%s takes nothing in", async (_what, lose) => {
    const folder = makeFolder();
    const other = await makeDatabase(folder);
    const path = join(folder, "data", "askling.db");
    const collector = await startOver(path);
    const before = aRecord();
    expect((await collector.post([before])).status).toBe(200);
    expect(await statusOf(collector, "/readyz")).toBe(200);

    const { giveBack, isGone = false, reopens } = lose(path, other);
    await expectRefusal(collector);
    // Nothing that looks like a database and holds nothing.
    expect(existsSync(path)).toBe(!isGone);
    const told = collector.entries.filter(({ event }) => event === "database_lost");
    expect(told.map(({ level }) => level)).toEqual(["error"]);
    expect(told[0]?.message).toContain("put a backup in place");

    if (giveBack) {
      giveBack();
      await expect.poll(() => statusOf(collector, "/readyz")).toBe(200);
      const after = aRecord();
      expect((await collector.post([after])).status).toBe(200);
      await stop(collector);
      const again = await startOver(path);
      expect((await idsIn(again)).sort()).toEqual([before.id, after.id].sort());
      return;
    }
    await stop(collector);
    if (!reopens) return;
    const again = await startOver(path);
    expect(await statusOf(again, "/readyz")).toBe(200);
    if (reopens === "same") expect(await idsIn(again)).toEqual([before.id]);
    expect((await again.post([aRecord()])).status).toBe(200);
  });

  it("is written over by an older state of itself takes nothing in", async () => {
    const path = join(makeFolder(), "askling.db");
    const collector = await startOver(path);
    copyFileSync(path, `${path}.old`);
    expect((await collector.post([aRecord({ user: { id: "u-1" } })])).status).toBe(200);
    // After an erasure all there is is in the file itself.
    const headers = { Authorization: `Bearer ${collector.adminToken}` };
    await fetch(`${collector.url}/v1/users/u-1`, { method: "DELETE", headers });
    expect((await collector.post([aRecord()])).status).toBe(200);
    copyFileSync(`${path}.old`, path);
    await expectRefusal(collector);
  });

  it("is behind a link that leads elsewhere now takes nothing in", async () => {
    const folder = makeFolder();
    const other = await makeDatabase(folder);
    const real = join(folder, "real.db");
    const path = join(folder, "askling.db");
    writeFileSync(real, "");
    symlinkSync(real, path);
    const collector = await startOver(path);
    expect((await collector.post([aRecord()])).status).toBe(200);
    unlinkSync(path);
    symlinkSync(other, path);
    await expectRefusal(collector);
    unlinkSync(path);
    symlinkSync(real, path);
    expect(await statusOf(collector, "/readyz")).toBe(200);
    expect((await collector.post([aRecord()])).status).toBe(200);
  });

  it("is written a lot, rewritten, read and backed up meanwhile is no other file", async () => {
    const folder = makeFolder();
    const path = join(folder, "askling.db");
    const [one, two] = [await startOver(path), await startOver(path)];
    const reason = "很长的话".repeat(800);
    const send = async (collector: TestCollector, round: number) => {
      const records = Array.from({ length: 5 }, () =>
        aRecord({ user: { id: `u-${round}` }, answers: { reason } }),
      );
      expect((await collector.post(records)).status).toBe(200);
    };
    for (let round = 0; round < 60; round++) {
      await Promise.all([send(one, round), send(two, round)]);
      if (round % 20 !== 19) continue;
      // Erasing rewrites the file, which becomes smaller.
      const erased = await fetch(`${one.url}/v1/users/u-${round}`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${one.adminToken}` },
      });
      expect(erased.status).toBe(200);
      const backup = await runAskling(["backup", join(folder, `${round}.db`)], {
        env: { DATABASE_URL: `sqlite:${path}` },
      });
      expect(backup.code, backup.stderr).toBe(0);
      expect(await statusOf(two, "/readyz")).toBe(200);
    }
    expect(await idsIn(two)).toHaveLength(60 * 10 - 3 * 10);
    for (const { entries } of [one, two]) expect(entries.filter(({ level }) => level !== "info")).toEqual([]);
  }, 60_000);
});

/** Ids of what was acknowledged by collectors over a file that goes away under load. */
async function answerUntilLost(urls: readonly string[], lose: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  const respond = async (respondent: number) => {
    for (;;) {
      const records = Array.from({ length: 5 }, () => aRecord());
      const batch = { v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records };
      const response = await fetch(`${urls[respondent % urls.length]}/v1/batches`, {
        method: "POST",
        body: JSON.stringify(batch),
      });
      await response.text();
      if (response.status !== 200) return response.status;
      acknowledged.push(...records.map(({ id }) => id));
    }
  };
  const respondents = Promise.all([0, 1, 2, 3, 4, 5].map(respond));
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(300);
  lose();
  expect(new Set(await respondents)).toEqual(new Set([503]));
  return acknowledged;
}

async function idsAt(url: string): Promise<string[]> {
  return idsIn({ get: (path) => fetch(url + path, { headers: { Authorization: "Bearer t" } }) });
}

describe("what was acknowledged over a SQLite file", () => {
  it("is in the file that was moved away under load, though the collector was killed", async () => {
    const path = join(makeFolder(), "askling.db");
    const collectors = prepareCollectors(`sqlite:${path}`, "t");
    closing.push(collectors.close);
    const [one, two] = [await collectors.add(), await collectors.add()];
    await Promise.all([one.start(), two.start()]);
    const acknowledged = await answerUntilLost([one.url, two.url], () => renameSync(path, `${path}.away`));
    await Promise.all([one.kill(), two.kill()]);
    expect(existsSync(path)).toBe(false);
    for (const end of ["-wal", "-shm"]) rmSync(path + end);
    renameSync(`${path}.away`, path);
    await one.start();
    expect(await idsAt(one.url)).toEqual(expect.arrayContaining(acknowledged));
    expect(one.printed()).toContain("database_lost");
  }, 60_000);

  it("is in the file whose log was deleted under load, though the collector was killed", async () => {
    const path = join(makeFolder(), "askling.db");
    const collectors = prepareCollectors(`sqlite:${path}`, "t");
    closing.push(collectors.close);
    const one = await collectors.add();
    await one.start();
    const acknowledged = await answerUntilLost([one.url], () => unlinkSync(`${path}-wal`));
    await one.kill();
    await one.start();
    expect(await idsAt(one.url)).toEqual(expect.arrayContaining(acknowledged));
    await deliver([one.url], [aRecord()]);
  }, 60_000);

  // The system's own tool sets how large a file may become, which is as good as a full disk.
  it.skipIf(process.platform !== "linux")(
    "is there after the disk was full, which shows in readiness",
    async () => {
      const path = join(makeFolder(), "askling.db");
      const collectors = prepareCollectors(`sqlite:${path}`, "t");
      closing.push(collectors.close);
      const one = await collectors.add();
      await one.start();
      const limit = (bytes: string) =>
        execFileSync("prlimit", ["--pid", String(one.pid()), `--fsize=${bytes}:`]);
      const acknowledged = await answerUntilLost([one.url], () => limit("4096"));
      const ready = async () => (await fetch(`${one.url}/readyz`)).status;
      expect(await ready()).toBe(503);
      expect(await ready()).toBe(503);
      limit("unlimited");
      await expect.poll(ready).toBe(200);
      const after = aRecord();
      await deliver([one.url], [after]);
      expect(await idsAt(one.url)).toEqual(expect.arrayContaining([...acknowledged, after.id]));
    },
    60_000,
  );
});

it.skipIf(process.platform !== "linux")("a disk with room for a word but for no batch is full", async () => {
  const path = join(makeFolder(), "askling.db");
  const collectors = prepareCollectors(`sqlite:${path}`, "t");
  closing.push(collectors.close);
  const one = await collectors.add();
  await one.start();
  const limit = (bytes: string) => execFileSync("prlimit", ["--pid", String(one.pid()), `--fsize=${bytes}:`]);
  const ready = async () => (await fetch(`${one.url}/readyz`)).status;
  limit(String(statSync(`${path}-wal`).size + 16_384));
  const records = Array.from({ length: 4 }, () => aRecord({ answers: { reason: "长".repeat(4_500) } }));
  const batch = { v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records };
  const post = () => fetch(`${one.url}/v1/batches`, { method: "POST", body: JSON.stringify(batch) });
  expect((await post()).status).toBe(503);
  expect(await ready()).toBe(503);
  expect((await post()).status).toBe(503);
  limit("unlimited");
  await expect.poll(ready).toBe(200);
  expect((await post()).status).toBe(200);
});

describe("askling backup", () => {
  it("makes no database where there is none, and no backup", async () => {
    const folder = makeFolder();
    const path = join(folder, "askling.db");
    const { code } = await runAskling(["backup", join(folder, "backup.db")], {
      env: { DATABASE_URL: `sqlite:${path}` },
    });
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
