import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../../server-stub/store/open.ts";
import { type Care, careFor } from "../../support/care.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aToken } from "../../support/tokens.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-23T02:00:00Z");
const config = {
  sites: [
    {
      key: "pk_shop",
      origins: ["*"],
      manifest: "./surveys.json",
      followUp: [
        {
          survey: "order-nps",
          when: { answer: "score", lte: 6 },
          within: "2h",
          resolveWithin: "1d",
          assign: "trait.branch",
          escalate: [
            { after: "4h", webhook: "head" },
            { after: "3h", webhook: "desk" },
          ],
        },
      ],
      webhooks: [
        { name: "head", kind: "json", url: "http://127.0.0.1:9/", on: ["digest"] },
        { name: "desk", kind: "json", url: "http://127.0.0.1:9/", on: ["case", "overdue"] },
        {
          name: "south",
          kind: "json",
          url: "http://127.0.0.1:9/",
          on: ["case"],
          where: { "trait.branch": ["south"] },
        },
      ],
    },
  ],
  trustProxy: ["127.0.0.1"],
  tokens: [
    aToken("Lin", "care"),
    aToken("Kim", "care"),
    aToken("reader", "analyst"),
    aToken("north-desk", "care", { where: { "trait.branch": ["north"] } }),
  ],
};

describe.each(ENGINES)("work on cases over %s", (engine) => {
  let databases: TestDatabases;
  let databaseUrl: string;
  let collector: TestCollector;
  let care: Care;
  let time: number;
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases.close());
  beforeEach(async () => {
    time = START;
    databaseUrl = await databases.create();
    collector = await startTestCollector({ config, databaseUrl, now: () => new Date(time) });
    care = careFor(collector);
  });
  afterEach(() => collector.close());

  const unhappy = (branch: string, user = branch) =>
    aRecord({
      visitor: `visitor of ${user}`,
      user: { id: user, traits: { branch } },
      answers: { score: 2, reason: `complaint of ${user}` },
    });
  const open = async (...records: ReturnType<typeof unhappy>[]) => {
    await collector.post(records);
    await collector.followUp();
    return care.list();
  };
  const told = async () => {
    const store = await openStore(databaseUrl);
    const rows = await store.reader.selectFrom("messages").selectAll().orderBy("made_at").execute();
    await store.close();
    return rows.map(({ kind, webhook }) => `${kind} ${webhook}`).sort();
  };

  it("goes from taking over to the resolution, with who did what and when", async () => {
    const [one] = await open(unhappy("north"));
    if (!one) throw new Error("There is no case.");
    time += HOUR;
    let now = await care.edit(one, { owner: "Lin", note: "I call at noon." }, "Lin");
    expect(now).toMatchObject({ version: 2, owner: "Lin", status: "open" });
    now = await care.edit(now, { status: "contacted" }, "Lin");
    time += HOUR;
    now = await care.edit(
      now,
      { status: "resolved", reason: "late delivery", action: "Refund", level: 3 },
      "Kim",
    );
    expect(now).toMatchObject({
      version: 4,
      status: "resolved",
      reason: "late delivery",
      action: "Refund",
      level: 3,
      contactedAt: "2026-11-23T03:00:00.000Z",
      resolvedAt: "2026-11-23T04:00:00.000Z",
      overdue: false,
      notes: [{ at: "2026-11-23T03:00:00.000Z", by: "Lin", text: "I call at noon." }],
    });
    expect(now.history.map(({ by, field, from, to }) => [by, field, from, to])).toEqual([
      ["rule", "status", null, "open"],
      ["Lin", "owner", null, "Lin"],
      ["Lin", "status", "open", "contacted"],
      ["Kim", "status", "contacted", "resolved"],
      ["Kim", "reason", null, "late delivery"],
      ["Kim", "action", null, "Refund"],
      ["Kim", "level", 1, 3],
    ]);
    now = await care.edit(now, { status: "open" });
    now = await care.edit(now, { status: "contacted" });
    now = await care.edit(now, { status: "unreachable" });
    expect(now).toMatchObject({ contactedAt: "2026-11-23T03:00:00.000Z" });
    const response = await care.ask("GET", "/v1/cases");
    expect((await response.json()).reasons).toEqual(["late delivery"]);
    const again = await care.ask("GET", `/v1/cases/${now.id}`);
    expect(again.headers.get("etag")).toBe(`"${now.version}"`);
    expect(await again.json()).toEqual(now);
  });

  it("lets nobody write over what somebody else wrote meanwhile", async () => {
    const [one] = await open(unhappy("north"));
    if (!one) throw new Error("There is no case.");
    const path = `/v1/cases/${one.id}`;
    await care.edit(one, { owner: "Lin" }, "Lin");
    const late = await care.ask("PATCH", path, { body: { owner: "Kim" }, version: 1, token: "Kim" });
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ code: "version_conflict", version: 2 });
    const blind = await care.ask("PATCH", path, { body: { owner: "Kim" } });
    expect(blind.status).toBe(428);
    expect(await blind.json()).toMatchObject({ code: "precondition_required" });
    const racing = await Promise.all(
      ["Lin", "Kim", "Lin", "Kim"].map((token, index) =>
        care.ask("PATCH", path, { body: { note: `note ${index}` }, version: 2, token }),
      ),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect((await care.only()).notes).toHaveLength(1);
  });

  it.each([
    ["as the ETag says it", '"1"'],
    ["marked as weak on its way", 'W/"1"'],
    ["without quotes", "1"],
    ["one of several", '"7", "1"'],
    ["any, on purpose", "*"],
  ])("takes the version %s: %s", async (_, version) => {
    const [one] = await open(unhappy("north"));
    const path = `/v1/cases/${one?.id}`;
    expect((await care.ask("PATCH", path, { body: { owner: "Kim" }, version })).status).toBe(200);
    expect((await care.only()).owner).toBe("Kim");
  });

  it.each(['"2"', '""', '"abc"', "abc"])(
    "does not take the version %s for the case's own",
    async (version) => {
      const [one] = await open(unhappy("north"));
      const refused = await care.ask("PATCH", `/v1/cases/${one?.id}`, { body: { owner: "Kim" }, version });
      expect([refused.status, refused.headers.get("ETag")]).toEqual([412, '"1"']);
    },
  );

  it("refuses what makes no sense, with place, found and expected", async () => {
    const [one] = await open(unhappy("north"));
    const refuse = async (body: unknown, status: number, sentence: string) => {
      const response = await care.ask("PATCH", `/v1/cases/${one?.id}`, { body, version: 1 });
      expect([response.status, (await response.json()).detail]).toEqual([
        status,
        expect.stringContaining(sentence),
      ]);
    };
    await refuse(
      { status: "resolved" },
      409,
      'status: found "resolved", expected "contacted" or "unreachable"',
    );
    await refuse({ status: "withdrawn" }, 409, 'status: found "withdrawn", expected');
    await refuse({ status: "contcted" }, 422, '(did you mean "contacted"?)');
    await refuse({ owner: "" }, 422, 'owner: found "", expected');
    await refuse({ level: 0 }, 422, "level: found 0, expected 1 or more");
    await refuse({ not: "x" }, 422, '(did you mean "note"?)');
    await refuse({ note: "x".repeat(4_001) }, 422, "expected a text of 1 to 4000 characters");
    await refuse("{", 400, "no JSON");
    expect((await care.ask("GET", "/v1/cases/none")).status).toBe(404);
    expect((await care.ask("GET", "/v1/cases?status=opn")).status).toBe(400);
    expect((await care.ask("GET", "/v1/cases?cursor=x")).status).toBe(400);
    expect((await care.ask("GET", "/v1/cases?survey=none")).status).toBe(404);
    expect((await care.ask("GET", "/v1/followup?by=brunch")).status).toBe(400);
    expect((await care.ask("GET", "/v1/followup?by=trait.branch,device")).status).toBe(400);
    expect((await care.ask("GET", "/v1/followup?from=2026-02-30")).status).toBe(400);
    expect(await care.only()).toMatchObject({ version: 1, history: [{ field: "status" }] });
  });

  it("lists by due time with what is overdue on top and what is done at the bottom", async () => {
    const records = ["a", "b", "c", "d"].map((user) => unhappy("north", user));
    for (const record of records) {
      await open(record);
      time += HOUR / 2;
    }
    const of = (user: string) => (one: { person: { user: string | null } }) => one.person.user === user;
    const cases = await care.list();
    const [a, c] = [cases.find(of("a")), cases.find(of("c"))];
    if (!a || !c) throw new Error("A case is missing.");
    await care.edit(await care.edit(a, { status: "contacted" }), { status: "resolved" });
    await care.edit(c, { status: "contacted" });
    time = START + 2.75 * HOUR;
    const seen = (await care.list()).map(({ person, overdue, status }) => [person.user, overdue, status]);
    expect(seen).toEqual([
      ["b", true, "open"],
      ["d", false, "open"],
      ["c", false, "contacted"],
      ["a", false, "resolved"],
    ]);
    const users = async (query: string) => (await care.list(query)).map(({ person }) => person.user);
    expect(await users("overdue=true")).toEqual(["b"]);
    expect(await users("status=contacted,resolved")).toEqual(["c", "a"]);
    expect(await users("user=d")).toEqual(["d"]);
    expect(await users(`record=${records[1]?.id}`)).toEqual(["b"]);
    expect(await users("assigned=north&survey=order-nps&status=open")).toEqual(["b", "d"]);
    expect(await users("from=2026-11-24")).toEqual([]);
    const pages: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await (await care.ask("GET", `/v1/cases?limit=1${cursor && `&cursor=${cursor}`}`)).json();
      pages.push(...page.cases.map((one: { person: { user: string } }) => one.person.user));
      cursor = page.cursor;
    }
    expect(pages).toEqual(["b", "d", "c", "a"]);
  });

  it("tells of the opening, once that it is overdue, and who is to hear of it while nobody acts", async () => {
    const cases = await open(unhappy("north"), unhappy("south"));
    expect(await told()).toEqual(["case desk", "case desk", "case south"]);
    const north = cases.find(({ assigned }) => assigned === "north");
    if (!north) throw new Error("There is no case.");
    time += 2 * HOUR;
    await collector.followUp();
    await collector.followUp();
    expect(await told()).toEqual(["case desk", "case desk", "case south", "overdue desk", "overdue desk"]);
    await care.edit(north, { status: "contacted" });
    time += HOUR;
    await collector.followUp();
    expect(await told()).toContain("escalated desk");
    expect(await told()).not.toContain("escalated head");
    time += 6 * HOUR;
    await collector.followUp();
    await collector.followUp();
    const escalated = (await told()).filter((one) => one.startsWith("escalated"));
    expect(escalated).toEqual(["escalated desk", "escalated head"]);
    const all = await care.list();
    expect(all.map(({ assigned, escalated: count, version }) => [assigned, count, version])).toEqual([
      ["south", 2, 1],
      ["north", 0, 2],
    ]);
    time += 24 * HOUR;
    expect((await care.list("overdue=true")).map(({ assigned }) => assigned)).toEqual(["south", "north"]);
  });

  it("is marked as recovered by a later satisfied answer of the same person alone", async () => {
    const [one] = await open(unhappy("north", "u-1"), unhappy("north", "u-2"));
    expect(one?.recovered).toBe(false);
    time += 24 * HOUR;
    const later = {
      ...unhappy("north", "u-1"),
      answers: { score: 9 },
      shownAt: new Date(time).toISOString(),
    };
    const stranger = aRecord({ visitor: "visitor of u-2", answers: { score: 10 } });
    await collector.post([later, stranger]);
    await collector.followUp();
    const [recovered] = await care.list("user=u-1");
    expect(recovered).toMatchObject({ recovered: true, recoveredBy: later.id, status: "open" });
    expect((await care.list("user=u-2"))[0]).toMatchObject({ recovered: false });
    time += 1_000;
    await collector.post([{ ...later, rev: 2, answers: { score: 7 } }]);
    await collector.followUp();
    expect((await care.list("user=u-1"))[0]).toMatchObject({ recovered: false, recoveredAt: null });
  });

  it("asks again by a link for one answer, which recovers the case of somebody without a name", async () => {
    const anonymous = aRecord({ answers: { score: 1 } });
    const [one] = await open(anonymous);
    const response = await care.ask("POST", `/v1/cases/${one?.id}/link`, { token: "Lin" });
    expect(response.status).toBe(201);
    const { url, expiresAt } = await response.json();
    expect(expiresAt).toBe("2026-12-07T02:00:00.000Z");
    const address = new URL(url);
    expect(address.origin + address.pathname).toBe(`${collector.url}/s/order-nps`);
    expect([...address.searchParams.keys()]).toEqual(["key", "link"]);
    const secure = await fetch(`${collector.url}/v1/cases/${one?.id}/link`, {
      method: "POST",
      headers: { Authorization: "Bearer Lin", "X-Forwarded-Proto": "https" },
    });
    expect((await secure.json()).url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/s\/order-nps\?/);
    const link = address.searchParams.get("link")?.slice(0, 16) ?? "";
    time += HOUR;
    const shownAt = new Date(time).toISOString();
    const answer = aRecord({ answers: { score: 10 }, shownAt, trigger: { on: "link", props: { link } } });
    await collector.post([answer]);
    await collector.followUp();
    const after = await care.only();
    expect(after).toMatchObject({ recovered: true, recoveredBy: answer.id });
    expect(after.history[1]).toMatchObject({ by: "Lin", field: "link" });
  });

  it("begins by hand too, once for each record", async () => {
    const record = aRecord({
      answers: { score: 8, reason: "Call me" },
      user: { traits: { branch: "north" } },
    });
    await collector.post([record]);
    time += HOUR;
    const body = { record: record.id, owner: "Lin", note: "She rang us.", within: "30m", level: 2 };
    const made = await care.ask("POST", "/v1/cases", { body, token: "Lin" });
    expect(made.status).toBe(201);
    const one = await made.json();
    expect(made.headers.get("etag")).toBe('"1"');
    expect(one).toMatchObject({
      openedBy: "Lin",
      owner: "Lin",
      assigned: "north",
      level: 2,
      dueAt: "2026-11-23T03:30:00.000Z",
      notes: [{ by: "Lin", text: "She rang us." }],
    });
    const again = await care.ask("POST", "/v1/cases", { body });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: "case_exists", id: one.id });
    for (const unknown of ["record-of-nobody", "none", "no such record"])
      expect((await care.ask("POST", "/v1/cases", { body: { record: unknown } })).status).toBe(404);
    expect(
      (await care.ask("POST", "/v1/cases", { body: { record: record.id, within: "9999d" } })).status,
    ).toBe(422);
    await collector.post([{ ...record, rev: 2, answers: { score: 10 } }]);
    await collector.followUp();
    expect(await care.only()).toMatchObject({ status: "open" });
  });

  it("counts how far the care has come", async () => {
    const cases = await open(
      ...["a", "b", "c", "d", "e"].map((user) => unhappy(user < "d" ? "north" : "south", user)),
    );
    const of = (user: string) => {
      const found = cases.find(({ person }) => person.user === user);
      if (!found) throw new Error(`There is no case of ${user}.`);
      return found;
    };
    time = START + HOUR;
    await care.edit(await care.edit(of("a"), { status: "contacted" }), { status: "resolved" });
    time = START + 3 * HOUR;
    await care.edit(of("b"), { status: "contacted" });
    await care.edit(of("d"), { status: "unreachable" });
    await collector.post([
      { ...unhappy("north", "a"), answers: { score: 9 }, shownAt: new Date(time).toISOString() },
    ]);
    await collector.followUp();
    const funnel = await (await care.ask("GET", "/v1/followup?by=assigned", { token: "reader" })).json();
    expect(funnel).toMatchObject({
      unhappy: 5,
      open: 2,
      overdue: 2,
      contacted: 2,
      resolved: 1,
      unreachable: 1,
      withdrawn: 0,
      recovered: 1,
      medianHoursToContact: 2,
      contactedInTime: 0.2,
      by: "assigned",
      groups: [
        { value: "north", unhappy: 3, contacted: 2, recovered: 1 },
        { value: "south", unhappy: 2, contacted: 0, contactedInTime: 0 },
      ],
    });
    const south = await (await care.ask("GET", "/v1/followup?filter=trait.branch:south")).json();
    expect(south).toMatchObject({ unhappy: 2, medianHoursToContact: null });
    const metrics = await (await collector.get("/metrics")).text();
    expect(metrics).toContain('askling_cases_open{site="pk_shop"} 3');
    const none = await (await care.ask("GET", "/v1/followup?to=2026-11-01")).json();
    expect(none).toMatchObject({ unhappy: 0, contactedInTime: null });
  });

  it("shows each role what it needs, and a desk its own branch alone", async () => {
    const cases = await open(unhappy("north"), unhappy("south"));
    const south = cases.find(({ assigned }) => assigned === "south");
    if (!south) throw new Error("There is no case.");
    await care.edit(south, { reason: "secret of the south" });
    const token = "north-desk";
    expect((await care.list("", token)).map(({ assigned }) => assigned)).toEqual(["north"]);
    expect((await (await care.ask("GET", "/v1/cases", { token })).json()).reasons).toEqual([]);
    expect(await (await care.ask("GET", "/v1/followup", { token })).json()).toMatchObject({ unhappy: 1 });
    const path = `/v1/cases/${south.id}`;
    expect((await care.ask("GET", path, { token })).status).toBe(404);
    expect((await care.ask("PATCH", path, { token, body: { owner: "me" }, version: 2 })).status).toBe(404);
    expect((await care.ask("POST", `${path}/link`, { token })).status).toBe(404);
    expect((await care.ask("POST", "/v1/cases", { token, body: { record: south.record } })).status).toBe(404);
    for (const [method, address] of [
      ["GET", "/v1/cases"],
      ["GET", path],
      ["PATCH", path],
      ["POST", "/v1/cases"],
    ] as const)
      expect((await care.ask(method, address, { token: "reader" })).status).toBe(403);
    const seen = await (await care.ask("GET", "/v1/users/south", { token: "reader" })).json();
    expect(Object.keys(seen)).not.toContain("cases");
    const lines = collector.entries.map((entry) => JSON.stringify(entry)).join("\n");
    expect(lines).toContain("Cases were read.");
    expect(lines).not.toMatch(/complaint|secret of/);
  });
});
