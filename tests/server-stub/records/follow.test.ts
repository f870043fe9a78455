import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { aToken } from "../../support/tokens.ts";

let collector: TestCollector;
const started: TestCollector[] = [];
const start = async (...options: Parameters<typeof startTestCollector>) => {
  collector = await startTestCollector(...options);
  started.push(collector);
  return collector;
};
afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
});

async function follow(headers: Record<string, string> = {}, token = collector.adminToken) {
  const response = await fetch(`${collector.url}/v1/stream`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** Reads on until so many events came, or the end. */
    async events(count: number) {
      for (;;) {
        const found = [...text.matchAll(/^event: record\nid: (.+)\ndata: (.+)\n\n/gm)];
        if (found.length >= count)
          return found.map(([, id = "", data = ""]) => ({ id, record: JSON.parse(data) }));
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`The stream ended after ${found.length} events.`);
        text += value;
      }
    },
    async end() {
      while (!(await reader?.read())?.done);
    },
    cancel: () => reader?.cancel(),
  };
}

it("tells each record once when it is new and again when it changes", async () => {
  await start();
  await collector.post([aRecord()]);
  const stream = await follow();
  await stream.events(0);
  const record = aRecord({ answers: { score: 1 } });
  await collector.post([record]);
  expect(await stream.events(1)).toMatchObject([
    { record: { id: record.id, rev: 1, answers: { score: 1 } } },
  ]);
  await collector.post([{ ...record, rev: 2, answers: { score: 2 } }]);
  await collector.post([aRecord({ id: "record-the-last" })]);
  const told = await stream.events(3);
  expect(told.map((event) => [event.record.id, event.record.rev])).toEqual([
    [record.id, 1],
    [record.id, 2],
    ["record-the-last", 1],
  ]);
  await stream.cancel();
});

it("goes on from where a client left", async () => {
  await start();
  const first = aRecord();
  await collector.post([first]);
  const stream = await follow({ "Last-Event-ID": new Date(Date.now() - 60_000).toISOString() });
  const [event] = await stream.events(1);
  expect(event?.record.id).toBe(first.id);
  await stream.cancel();
});

it("tells what another collector over the same database took in", async () => {
  const one = await start();
  const stream = await follow();
  const other = await start({ databaseUrl: `sqlite:${join(one.folder, "data", "askling.db")}` });
  await stream.events(0);
  const record = aRecord();
  await other.post([record]);
  expect((await stream.events(1))[0]?.record.id).toBe(record.id);
  await stream.cancel();
});

it("ends when the collector stops, without holding it up", async () => {
  await start();
  const stream = await follow();
  const begun = Date.now();
  await Promise.all([stream.end(), started.splice(0)[0]?.close()]);
  expect(Date.now() - begun).toBeLessThan(9_000);
});

it("ends when its token is taken away", async () => {
  const site = { key: "pk_shop", manifest: "./surveys.json" };
  await start({ config: { sites: [site], tokens: [aToken("leaver", "analyst")] } });
  const stream = await follow({}, "leaver");
  writeFileSync(join(collector.folder, "askling.config.json"), JSON.stringify({ sites: [site], tokens: [] }));
  await stream.end();
  await expect.poll(() => collector.warnings).toContain("A stream was closed.");
});

it("tells cases to those who work on them, and records to those who read figures", async () => {
  const followUp = [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }];
  const site = { key: "pk_shop", origins: ["*"], manifest: "./surveys.json", followUp };
  const where = { where: { "trait.branch": ["north"] } };
  const tokens = [aToken("reader", "analyst"), aToken("desk", "care", where)];
  await start({ config: { sites: [site], tokens } });
  const read = async (token: string, until: RegExp) => {
    const response = await fetch(`${collector.url}/v1/stream`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    return async () => {
      while (!until.test(text)) text += (await reader?.read())?.value ?? "";
      await reader?.cancel();
      return text;
    };
  };
  const atDesk = await read("desk", /called/);
  const atReader = await read("reader", /the-last/);
  const inBranch = (branch: string) => aRecord({ answers: { score: 1 }, user: { traits: { branch } } });
  await collector.post([inBranch("south"), inBranch("north")]);
  await collector.followUp();
  const headers = { Authorization: "Bearer desk", "If-Match": '"1"' };
  const { cases } = await (await fetch(`${collector.url}/v1/cases`, { headers })).json();
  const body = JSON.stringify({ note: "called" });
  await fetch(`${collector.url}/v1/cases/${cases[0].id}`, { method: "PATCH", headers, body });
  await collector.post([aRecord({ id: "record-the-last" })]);
  const told = await atDesk();
  expect(told).toContain("event: case");
  expect(told).not.toContain("event: record");
  expect(told).not.toContain("south");
  const figures = await atReader();
  expect(figures).toContain("south");
  expect(figures).not.toContain("event: case");
});
