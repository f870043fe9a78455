import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../server-stub/store/open.ts";
import type { Store } from "../../server-stub/store/store.ts";
import { UnavailableError } from "../../server-stub/store/unavailable.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { deliver } from "../support/persistentSender.ts";
import { startPgBouncer, testsPgBouncer } from "../support/pgbouncer.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { openRelay } from "../support/relay.ts";
import { aRow } from "../support/rows.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(): Promise<TestPostgres> {
  const postgres = await startPostgres();
  closing.push(postgres.close);
  return postgres;
}

async function addStandby(primary: TestPostgres): Promise<TestPostgres> {
  const standby = await primary.addStandby();
  closing.push(standby.close);
  return standby;
}

async function startOver(databaseUrl: string): Promise<TestCollector> {
  const sites = [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }];
  const config = { sites, limits: { perAddress: 1e9, perKey: 1e9 } };
  const collector = await startTestCollector({ config, databaseUrl });
  closing.push(collector.close);
  return collector;
}

async function open(url: string, timeoutMs: number): Promise<Store> {
  const store = await openStore(url, { timeoutMs });
  closing.push(store.close);
  return store;
}

const idsIn = async (collector: TestCollector) => {
  const lines = (await (await collector.get("/v1/surveys/order-nps/records.ndjson")).text()).trimEnd();
  return lines.split("\n").map((line): string => JSON.parse(line).id);
};
const isReady = async (collector: TestCollector) => (await collector.get("/readyz")).status;

/** Answers go on while something is done; resolves to the ids of those that were acknowledged. */
async function answerDuring(urls: readonly string[], doing: (count: () => number) => Promise<void>) {
  const acknowledged: string[] = [];
  let isOver = false;
  const respond = async () => {
    while (!isOver) {
      const records = Array.from({ length: 5 }, () => aRecord());
      await deliver(urls, records);
      acknowledged.push(...records.map(({ id }) => id));
    }
  };
  const respondents = Promise.all([1, 2, 3, 4, 5, 6].map(respond));
  respondents.catch(() => {});
  try {
    await doing(() => acknowledged.length);
  } finally {
    isOver = true;
  }
  await respondents;
  return acknowledged;
}

const more = (count: () => number, by = 100) => {
  const before = count();
  return expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before + by);
};

describe("a database that changes hands", () => {
  it("is found again when its name led to a standby for a while", async () => {
    const primary = await start();
    const url = await primary.createDatabase();
    const standby = await addStandby(primary);
    const relay = await openRelay(primary.port);
    closing.push(relay.close);
    const collector = await startOver(url.replace(String(primary.port), String(relay.port)));
    const acknowledged = await answerDuring([collector.url], async (count) => {
      await more(count);
      for (const round of [1, 2, 3]) {
        relay.target = standby.port;
        relay.cut();
        await expect.poll(() => isReady(collector), { timeout: 10_000 }).toBe(503);
        expect(await isReady(collector)).toBe(503);
        relay.target = primary.port;
        // What is open still leads to the standby the second time.
        if (round !== 2) relay.cut();
        await expect.poll(() => isReady(collector), { timeout: 5_000 }).toBe(200);
        await more(count);
      }
    });
    const found = await idsIn(collector);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(acknowledged));
  }, 90_000);

  it("is one of several servers, of which a standby is promoted", async () => {
    const primary = await start();
    const url = await primary.createDatabase();
    const standby = await addStandby(primary);
    await primary.query(url, "alter system set synchronous_standby_names = '*'");
    await primary.query(url, "select pg_reload_conf()");
    const host = `127.0.0.1:${primary.port}`;
    const both = url.replace(host, `127.0.0.1:${standby.port},${host}`);
    const [one, two] = [await startOver(`${both}?target_session_attrs=read-write`), await startOver(both)];
    const acknowledged = await answerDuring([one.url, two.url], async (count) => {
      await more(count);
      await primary.stop("immediate");
      await expect.poll(() => isReady(one), { timeout: 20_000 }).toBe(503);
      await standby.query(url.replace(host, `127.0.0.1:${standby.port}`), "select pg_promote()");
      for (const collector of [one, two])
        await expect.poll(() => isReady(collector), { timeout: 20_000 }).toBe(200);
      await more(count);
    });
    for (const collector of [one, two])
      expect(await idsIn(collector)).toEqual(expect.arrayContaining(acknowledged));
  }, 90_000);

  it("is no database to start with while all of it is a standby, and says so", async () => {
    const primary = await start();
    const url = await primary.createDatabase();
    const standby = await addStandby(primary);
    const away = url.replace(String(primary.port), String(standby.port));
    await expect(openStore(away)).rejects.toThrow("it can only be read, as a standby can");
    await expect(openStore(`${url}?target_session_attrs=standby`)).rejects.toThrow(
      "target_session_attrs=standby finds servers that cannot be written to",
    );
  }, 60_000);
});

/** Gives in batches again and again for some time; resolves to what became of the last. */
async function insist(store: Store, ms: number, look: () => Promise<void>) {
  const until = Date.now() + ms;
  const refused: unknown[] = [];
  const give = async () => {
    while (Date.now() < until)
      await store.ingest.submit([aRow()]).catch((error: unknown) => refused.push(error));
  };
  const watch = async () => {
    while (Date.now() < until) {
      await look();
      await new Promise((wake) => setTimeout(wake, 100));
    }
  };
  await Promise.all([give(), give(), give(), give(), give(), give(), watch()]);
  return refused;
}

describe("a database that does not finish", () => {
  const CONNECTIONS = "select count(*) as n from pg_stat_activity where application_name = 'askling'";

  it("ends what was given up when a table is locked, and has no more connections than before", async () => {
    const postgres = await start();
    const url = await postgres.createDatabase();
    const store = await open(url, 1_000);
    const locker = new pg.Client({ connectionString: url });
    await locker.connect();
    closing.push(() => locker.end());
    await locker.query("begin; lock table records in access exclusive mode");
    const late =
      "select query from pg_stat_activity where application_name = 'askling' and state = 'active' and clock_timestamp() - query_start > '1500 ms'";
    const refused = await insist(store, 4_000, async () => {
      const [counted] = await postgres.query(url, CONNECTIONS);
      expect(Number(counted?.n)).toBeLessThanOrEqual(10);
      expect(await postgres.query(url, late)).toEqual([]);
    });
    expect(refused.length).toBeGreaterThan(6);
    for (const error of refused) expect(error).toBeInstanceOf(UnavailableError);
    await expect(store.checkWritable()).rejects.toThrow();
    await locker.query("commit");
    await store.checkWritable();
    expect(await store.ingest.submit([aRow()])).toEqual(["stored"]);
    expect(await postgres.query(url, "select count(*) as n from records")).toEqual([{ n: "1" }]);
  }, 60_000);

  it("is not ready while a table is locked, and says so before who asks gives up", async () => {
    const postgres = await start();
    const url = await postgres.createDatabase();
    const collector = await startOver(url);
    const locker = new pg.Client({ connectionString: url });
    await locker.connect();
    closing.push(() => locker.end());
    await locker.query("begin; lock table records in access exclusive mode");
    const asked = Date.now();
    expect(await isReady(collector)).toBe(503);
    expect(Date.now() - asked).toBeLessThan(6_000);
    await locker.query("commit");
    expect(await isReady(collector)).toBe(200);
  }, 60_000);

  it("keeps its connections few while commits wait for a standby that is gone, and acknowledges none", async () => {
    const postgres = await start();
    const url = await postgres.createDatabase();
    const store = await open(url, 1_000);
    await postgres.query(url, "alter system set synchronous_standby_names = 'gone'");
    await postgres.query(url, "select pg_reload_conf()");
    const refused = await insist(store, 4_000, async () => {
      const [counted] = await postgres.query(url, CONNECTIONS);
      expect(Number(counted?.n)).toBeLessThanOrEqual(10);
    });
    expect(refused.length).toBeGreaterThan(6);
    await expect(store.checkWritable()).rejects.toThrow(UnavailableError);
    await postgres.query(url, "alter system reset synchronous_standby_names");
    await postgres.query(url, "select pg_reload_conf()");
    await expect.poll(() => store.checkWritable().then(() => "ready"), { timeout: 10_000 }).toBe("ready");
    expect(await store.ingest.submit([aRow()])).toEqual(["stored"]);
  }, 60_000);
});

describe.skipIf(!testsPgBouncer)("a database behind PgBouncer", () => {
  it.each(["transaction", "session"] as const)(
    "in %s mode takes everything in while figures are read, and is left as it was found",
    async (mode) => {
      const postgres = await start();
      const direct = await postgres.createDatabase();
      await postgres.query(direct, "alter system set synchronous_commit = off");
      await postgres.query(direct, "select pg_reload_conf()");
      const pooler = await startPgBouncer(postgres, mode);
      closing.push(pooler.close);
      const url = pooler.through(direct);
      const [one, two] = [await startOver(url), await startOver(url)];
      const statuses = new Set<number>();
      const act = async (round: number) => {
        const collector = round % 2 ? one : two;
        const records = Array.from({ length: 5 }, () => aRecord({ answers: { score: 2 } }));
        const answers = await Promise.all([
          collector.post(records),
          collector.get("/v1/surveys/order-nps/results"),
          collector.get("/v1/surveys/order-nps/records?limit=5"),
          collector.get("/readyz"),
        ]);
        for (const { status } of answers) statuses.add(status);
      };
      for (let round = 0; round < 120; round += 4)
        await Promise.all([0, 1, 2, 3].map((more) => act(round + more)));
      expect([...statuses]).toEqual([200]);
      expect(await idsIn(one)).toHaveLength(120 * 5);
      // What somebody else finds in the sessions that were used.
      const settings = await Promise.all(
        Array.from({ length: 10 }, () =>
          postgres.query(
            url,
            "select current_setting('default_transaction_read_only') as read_only, current_setting('statement_timeout') as timeout, current_setting('synchronous_commit') as durable, (select count(*) from pg_prepared_statements where name <> '') as prepared",
          ),
        ),
      );
      expect(new Set(settings.flat().map((row) => JSON.stringify(row)))).toEqual(
        new Set(['{"read_only":"off","timeout":"0","durable":"off","prepared":"0"}']),
      );
    },
    60_000,
  );

  it("in statement mode, or with a parameter that it refuses, is refused with the reason", async () => {
    const postgres = await start();
    const direct = await postgres.createDatabase();
    const statements = await startPgBouncer(postgres, "statement");
    closing.push(statements.close);
    await expect(openStore(statements.through(direct))).rejects.toThrow("statement pooling mode");
    const transactions = await startPgBouncer(postgres, "transaction");
    closing.push(transactions.close);
    await expect(openStore(`${transactions.through(direct)}?options=-c%20geqo%3Doff`)).rejects.toThrow(
      "leave it out of the address, or tell the pooler to ignore it",
    );
  }, 60_000);
});
