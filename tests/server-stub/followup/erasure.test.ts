import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../../server-stub/store/open.ts";
import { exportSiteLines } from "../../../server-stub/transfer/exportSite.ts";
import { importLines } from "../../../server-stub/transfer/importLines.ts";
import { type Care, careFor } from "../../support/care.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";

const DAY = 86_400_000;
let time = Date.now();
const config = {
  sites: [
    {
      key: "pk_shop",
      origins: ["*"],
      manifest: "./surveys.json",
      retentionDays: 30,
      followUp: [
        { survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h", assign: "trait.branch" },
      ],
      webhooks: [{ name: "ops", kind: "json", url: "http://127.0.0.1:9/", content: "answers" }],
    },
  ],
};
const unhappy = (user: string) =>
  aRecord({
    user: { id: `user of ${user}`, traits: { branch: `branch of ${user}` } },
    answers: { score: 1, reason: `complaint of ${user}` },
  });

let collector: TestCollector | undefined;
let databases: TestDatabases | undefined;
afterEach(async () => {
  await collector?.close();
  await databases?.close();
  collector = undefined;
  databases = undefined;
});
const start = async (databaseUrl?: string): Promise<Care> => {
  time = Date.now();
  const options = { config, now: () => new Date(time) };
  collector = await startTestCollector({ ...options, ...(databaseUrl ? { databaseUrl } : {}) });
  return careFor(collector);
};
/** Opens cases for people and works on them. */
const work = async (care: Care, ...users: string[]) => {
  await collector?.post(users.map(unhappy));
  await collector?.followUp();
  for (const one of await care.list()) {
    const user = one.person.user?.replace("user of ", "");
    await care.edit(one, {
      note: `note on ${user}`,
      reason: `reason of ${user}`,
      action: `action for ${user}`,
    });
    expect((await care.ask("POST", `/v1/cases/${one.id}/link`)).status).toBe(201);
  }
};

describe("the erasure of a person", () => {
  it("takes cases, notes, links and waiting messages along, and leaves no text of them in any file", async () => {
    const care = await start();
    const folder = join(collector?.folder ?? "", "data");
    const filesWith = (text: string) =>
      readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
    await work(care, "Wolfgang", "Clara");
    expect(await (await care.ask("GET", "/v1/users/user%20of%20Wolfgang")).json()).toMatchObject({
      records: [{ answers: { score: 1 } }],
      cases: [{ status: "open", notes: [{ text: "note on Wolfgang" }] }],
      links: [{ survey: "order-nps", user: "user of Wolfgang", usedAt: null }],
    });
    for (const word of ["note on", "reason of", "action for", "branch of"])
      expect(filesWith(`${word} Wolfgang`)).not.toEqual([]);
    const response = await care.ask("DELETE", "/v1/users/user%20of%20Wolfgang");
    expect(await response.json()).toEqual({
      erased: { records: 1, conflicts: 0, cases: 1, links: 1, messages: 1 },
      filesClean: true,
    });
    expect(filesWith("Wolfgang")).toEqual([]);
    expect(filesWith("note on Clara")).not.toEqual([]);
    expect((await care.only()).person.user).toBe("user of Clara");
    await collector?.followUp();
    expect(await care.list()).toHaveLength(1);
    expect(collector?.entries.map((entry) => JSON.stringify(entry)).join()).not.toMatch(/wolfgang/i);
  });
});

describe.each(ENGINES)("what is kept of cases over %s", (engine) => {
  it("goes with its record, by age as well", async () => {
    databases = await openDatabases(engine);
    const databaseUrl = await databases.create();
    const care = await start(databaseUrl);
    await work(care, "Wolfgang", "Clara");
    const cases = await care.list();
    const gone = await care.ask("DELETE", `/v1/records/${cases[0]?.record}`);
    expect(await gone.json()).toMatchObject({ erased: { records: 1, cases: 1, links: 1, messages: 1 } });
    expect(await care.list()).toHaveLength(1);
    time += 40 * DAY;
    await collector?.sweep();
    const store = await openStore(databaseUrl);
    for (const table of ["cases", "links", "messages"] as const)
      expect(await store.reader.selectFrom(table).select("site").execute()).toEqual([]);
    await store.close();
  });

  it("moves to another database and back with nothing lost, and comes back to no erased record", async () => {
    databases = await openDatabases(engine);
    const [from, to] = [await databases.create(), await databases.create()];
    const care = await start(from);
    await work(care, "Wolfgang", "Clara");
    const [one] = await care.list();
    if (!one) throw new Error("There is no case.");
    await care.edit(one, { status: "contacted" });
    const here = await openStore(from);
    const there = await openStore(to);
    const print = async (store: typeof here) => {
      const lines: string[] = [];
      for await (const line of exportSiteLines(store, "pk_shop")) lines.push(JSON.stringify(line));
      return lines;
    };
    const give = async function* (lines: readonly string[]) {
      yield* lines;
    };
    const lines = await print(here);
    expect(lines.filter((line) => JSON.parse(line).type === "case")).toHaveLength(2);
    await importLines(there, give(lines));
    await importLines(there, give(lines));
    expect(await print(there)).toEqual(lines);
    await care.edit(await care.list().then((all) => all.find(({ id }) => id === one.id) ?? one), {
      status: "resolved",
    });
    const newer = await print(here);
    await importLines(there, give(newer));
    await importLines(there, give(lines));
    expect(await print(there)).toEqual(newer);
    await care.ask("DELETE", `/v1/records/${one.record}`);
    const less = await print(here);
    await importLines(there, give(less));
    await importLines(there, give(newer));
    expect(await print(there)).toEqual(less);
    await here.close();
    await there.close();
  });
});
