import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addressOf, runAskling, startAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-serve-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
};
write("config.json", { sites: [{ key: "pk", manifest: "./surveys.json" }] });
write("surveys.json", {
  version: 1,
  surveys: [{ id: "order-nps", questions: [{ id: "score", type: "nps", title: "Recommend?" }] }],
});
const serve = (env: Record<string, string>) =>
  startAskling(["serve"], { cwd: folder, env: { PORT: "0", ASKLING_CONFIG: "config.json", ...env } });
const send = (url: string, records: object[]) =>
  fetch(`${url}/v1/batches`, {
    method: "POST",
    body: JSON.stringify({ v: 1, key: "pk", sentAt: new Date().toISOString(), records }),
  });

describe("askling serve", () => {
  it("makes an admin token at the first start, prints it once and keeps it to its owner", async () => {
    const env = { DATABASE_URL: "sqlite:./first/askling.db" };
    const first = serve(env);
    const url = await addressOf(first);
    const path = join(folder, "first", "admin-token");
    await expect.poll(() => first.printed()).toContain("Admin token");
    const token = readFileSync(path, "utf8").trim();
    expect(first.printed()).toContain(token);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const kept = readdirSync(join(folder, "first")).filter((name) => name.includes(".db"));
    for (const name of kept)
      expect([name, statSync(join(folder, "first", name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(kept).toContain("askling.db");
    const results = await fetch(`${url}/v1/surveys/order-nps/results`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(results.status).toBe(200);
    first.kill("SIGTERM");
    const { code, stdout, stderr } = await first.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const events = stdout.split("\n").filter((line) => line.startsWith("{"));
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      { level: "info", event: "start", url },
      { level: "info", event: "stop" },
    ]);
    expect(events.join("\n")).not.toContain(token);

    const second = serve(env);
    await addressOf(second);
    second.kill("SIGINT");
    expect((await second.ended).stdout).not.toContain(token);
    expect(readFileSync(path, "utf8").trim()).toBe(token);
  });

  it("has every record that it acknowledged after being killed right behind the answer", async () => {
    const env = { DATABASE_URL: "sqlite:./killed/askling.db", ASKLING_ADMIN_TOKEN: "t" };
    const known: string[] = [];
    for (let round = 0; round < 3; round++) {
      const askling = serve(env);
      const url = await addressOf(askling);
      const records = Array.from({ length: 20 }, () => aRecord());
      const answer = await send(url, records);
      askling.kill("SIGKILL");
      expect(answer.status).toBe(200);
      known.push(...records.map(({ id }) => id));
      expect(await askling.ended).toMatchObject({ signal: "SIGKILL" });
    }
    const askling = serve(env);
    const url = await addressOf(askling);
    const lines = await fetch(`${url}/v1/surveys/order-nps/records.ndjson`, {
      headers: { Authorization: "Bearer t" },
    });
    const found = (await lines.text()).trimEnd().split("\n");
    expect(found.map((line) => JSON.parse(line).id).sort()).toEqual(known.sort());
    askling.kill("SIGTERM");
    await askling.ended;
  });
});

describe("askling serve at SIGTERM", () => {
  it("answers the request that is under way, keeps its record, and ends with 0", async () => {
    const env = { DATABASE_URL: "sqlite:./stopped/askling.db", ASKLING_ADMIN_TOKEN: "t" };
    const askling = serve(env);
    const { hostname, port } = new URL(await addressOf(askling));
    const record = aRecord();
    const sentAt = new Date().toISOString();
    const body = Buffer.from(JSON.stringify({ v: 1, key: "pk", sentAt, records: [record] }));
    const headers = { "Content-Length": body.length, Expect: "100-continue" };
    const posting = request({ hostname, port, path: "/v1/batches", method: "POST", headers });
    // Once the collector says to go on, it has the request in hand.
    const answer = new Promise<IncomingMessage>((resolve, reject) =>
      posting.once("response", resolve).once("error", reject),
    );
    posting.flushHeaders();
    await new Promise((resolve) => posting.once("continue", resolve));
    posting.write(body.subarray(0, 20));
    askling.kill("SIGTERM");
    await expect.poll(() => isListening(hostname, port)).toBe(false);
    posting.end(body.subarray(20));
    expect((await answer).resume().statusCode).toBe(200);
    expect(await askling.ended).toMatchObject({ code: 0, signal: null, stderr: "" });

    const next = serve(env);
    const found = await fetch(`${await addressOf(next)}/v1/records/${record.id}`, {
      headers: { Authorization: "Bearer t" },
    });
    expect(found.status).toBe(200);
    next.kill("SIGTERM");
    await next.ended;
  });
});

const isListening = (host: string, port: string) =>
  new Promise((resolve) => {
    const socket = connect(Number(port), host, () => {
      socket.destroy();
      resolve(true);
    }).once("error", () => resolve(false));
  });

describe("a wrong setting", () => {
  const site = { key: "pk", manifest: "./surveys.json" };
  it.each<[string, Record<string, string>, ...string[]]>([
    ["PORT", { PORT: "abc" }, 'found "abc"', "expected a whole number from 0 to 65535"],
    ["PORT", { PORT: "70000" }, "found 70000", "expected a whole number from 0 to 65535"],
    ["HOST", { HOST: "192.0.2.1" }, "found 192.0.2.1", "expected an address of this machine"],
    ["DATABASE_URL", { DATABASE_URL: "askling.db" }, 'found "askling.db"', "expected sqlite:PATH"],
    ["DATABASE_URL", { DATABASE_URL: "sqlite:config.json" }, "found sqlite:config.json", "not a database"],
    [
      "DATABASE_URL",
      { DATABASE_URL: "postgres://me:secret@db.invalid/x" },
      "found postgres://me:…@db.invalid/x",
      "expected the address of a PostgreSQL database",
    ],
    ["ASKLING_CONFIG", { ASKLING_CONFIG: "gone.json" }, "found gone.json", "there is no such file"],
    [
      "ASKLING_CONFIG",
      { ASKLING_CONFIG: write("torn.json", '{\n  "sites": [\n  {"key": "pk",}]\n}') },
      "found torn.json",
      "line 3, column 16: found }, expected a key",
    ],
    [
      "ASKLING_CONFIG",
      { ASKLING_CONFIG: write("slip.json", { sites: [{ ...site, orgins: ["*"] }] }) },
      'sites[0].orgins: found the key "orgins", expected one of the keys key, secret',
      '(did you mean "origins"?)',
    ],
    [
      "ASKLING_CONFIG",
      { ASKLING_CONFIG: write("lost.json", { sites: [{ ...site, manifest: "./lost-surveys.json" }] }) },
      "lost-surveys.json: there is no such file",
    ],
    [
      "ASKLING_CONFIG",
      {
        ASKLING_CONFIG: write("typo.json", {
          sites: [{ ...site, manifest: write("typo-surveys.json", { version: 1, pase: {}, surveys: [] }) }],
        }),
      },
      'typo-surveys.json: pase: found the key "pase"',
      '(did you mean "pace"?)',
    ],
    ["ASKLING_ADMIN_TOKEN", { ASKLING_ADMIN_TOKEN: "" }, "found an empty value", "a token without spaces"],
  ])("%s %o ends the start with one sentence and code 1", async (name, env, ...parts) => {
    const { code, stdout, stderr } = await runAskling(["serve"], {
      cwd: folder,
      env: { PORT: "0", ASKLING_CONFIG: "config.json", DATABASE_URL: "sqlite:./wrong/askling.db", ...env },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.startsWith(`${name}: found `)).toBe(true);
    expect(stderr.trimEnd()).not.toContain("\n");
    for (const part of parts) expect(stderr).toContain(part);
    expect(stderr).not.toContain("secret@");
  });

  it("such as a port that is taken is named too", async () => {
    const askling = serve({ DATABASE_URL: "sqlite:./taken/askling.db" });
    const { port } = new URL(await addressOf(askling));
    const ended = await serve({ DATABASE_URL: "sqlite:./taken/askling.db", PORT: port }).ended;
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toContain(`PORT: found ${port}, expected a port that nobody else listens on`);
    askling.kill("SIGTERM");
    await askling.ended;
  });
});
