import { afterEach, describe, expect, it } from "vitest";
import { aRecord } from "../support/collectorRecords.ts";
import { ENGINES, openDatabases } from "../support/engines.ts";
import { prepareCollectors } from "../support/killableCollector.ts";
import { deliver } from "../support/persistentSender.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe.each(ENGINES)("two collectors over one database in %s", (engine) => {
  it("lose nothing that was acknowledged and count nothing twice while they are killed in turn", async () => {
    const databases = await openDatabases(engine);
    closing.push(databases.close);
    const collectors = prepareCollectors(await databases.create(), "t");
    closing.push(collectors.close);
    const [one, two] = [await collectors.add(), await collectors.add()];
    await Promise.all([one.start(), two.start()]);

    const expected = new Map<string, unknown>();
    const failures: string[] = [];
    let over = false;
    // Each respondent sends revision after revision, some of them twice and to both collectors at once.
    const respond = async (respondent: number) => {
      const urls = respondent % 2 ? [one.url, two.url] : [two.url, one.url];
      for (let round = 0; !over; round++) {
        const records = Array.from({ length: 10 }, (_, index) =>
          aRecord({ id: `record-${respondent}-${round}-${index}`, answers: { score: (round + index) % 11 } }),
        );
        const changed = records
          .slice(0, 3)
          .map((record) => ({ ...record, rev: 2, answers: { score: 0, reason: "后来" } }));
        const sent = await Promise.all([
          deliver(urls, records),
          deliver([...urls].reverse(), changed),
          ...(round % 3 ? [] : [deliver([...urls].reverse(), records)]),
        ]);
        failures.push(...sent.flatMap((one) => one.failures));
        for (const { id, rev, answers } of [...records, ...changed]) expected.set(id, { rev, answers });
      }
    };
    const respondents = Promise.all(Array.from({ length: 6 }, (_, respondent) => respond(respondent)));
    respondents.catch(() => {
      over = true;
    });
    const counted = async () => {
      if (over) await respondents;
      return expected.size;
    };
    for (const victim of [one, two, one, two]) {
      const before = expected.size;
      await expect.poll(counted, { timeout: 20_000 }).toBeGreaterThan(before + 100);
      await victim.kill();
      await expect.poll(counted, { timeout: 20_000 }).toBeGreaterThan(before + 150);
      await victim.start();
    }
    over = true;
    await respondents;

    expect(failures.length).toBeGreaterThan(0);
    for (const { url } of [one, two]) {
      const response = await fetch(`${url}/v1/surveys/order-nps/records.ndjson`, {
        headers: { Authorization: "Bearer t" },
      });
      const lines = (await response.text()).trimEnd().split("\n");
      const found = lines.map((line) => JSON.parse(line));
      expect(found).toHaveLength(expected.size);
      expect(new Map(found.map(({ id, rev, answers }) => [id, { rev, answers }]))).toEqual(expected);
    }
  }, 120_000);

  it("make the tables and the admin token once when four start together", async () => {
    const databases = await openDatabases(engine);
    closing.push(databases.close);
    const collectors = prepareCollectors(await databases.create());
    closing.push(collectors.close);
    const four = await Promise.all([1, 2, 3, 4].map(() => collectors.add()));
    await Promise.all(four.map(({ start }) => start()));
    const printed = four.map((one) => /Admin token .*: (\S+)/.exec(one.printed())?.[1]).filter(Boolean);
    expect(printed).toHaveLength(1);
    for (const { url } of four) {
      const record = aRecord();
      await deliver([url], [record]);
      const answer = await fetch(`${url}/v1/surveys/order-nps/records?limit=1000`, {
        headers: { Authorization: `Bearer ${printed[0]}` },
      });
      expect((await answer.json()).records.map(({ id }: { id: string }) => id)).toContain(record.id);
    }
    for (const one of four) expect(await one.stop()).toBe(0);
  }, 120_000);
});
