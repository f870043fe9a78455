import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RIGHTS } from "../../server-stub/http/rights.ts";
import { BANK_SURVEY, deskOf, managerOf } from "../support/bank.ts";
import { type BankWeek, OWN_BRANCH, playBankWeek, respondents, unhappy, WEEK } from "../support/bankWeek.ts";

const isOwn = ({ branch }: { branch: string }) => branch === OWN_BRANCH;
const own = new Set(respondents.filter(isOwn).map(({ user }) => user));
const ownUnhappy = unhappy.filter(isOwn).map(({ user }) => user);
const foreign = unhappy.find((one) => !isOwn(one))?.user;
const peopleIn = (text: string) => new Set(text.match(/customer-\d{4}/g) ?? []);
const manager = { token: managerOf(OWN_BRANCH) };
const desk = { token: deskOf(OWN_BRANCH) };

let week: BankWeek;
beforeAll(async () => {
  week = await playBankWeek("sqlite");
}, 120_000);
afterAll(() => week?.close());

describe("a branch's own token", () => {
  /** Asks a GET route with the ids of one of the branch's unhappy customers. */
  async function ask(route: string, token: string, signal: AbortSignal): Promise<Response> {
    const [one] = await week.care.list(`user=${ownUnhappy[0]}`);
    const ids: Record<string, string | undefined> = {
      users: ownUnhappy[0],
      visitors: `device of ${ownUnhappy[0]}`,
      records: one?.record,
      cases: one?.id,
    };
    const kind = /v1\/(\w+)/.exec(route)?.[1] ?? "";
    const path = route.replace("GET ", "").replace(":id", encodeURIComponent(ids[kind] ?? BANK_SURVEY));
    return fetch(week.collector.url + path, {
      signal,
      headers: { Authorization: `Bearer ${token}`, "Last-Event-ID": new Date(0).toISOString() },
    });
  }

  /** Reads an answer; a stream until so many events have come. */
  async function textOf(response: Response, events: number): Promise<string> {
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (text.split("\n\n").length <= events + 1) text += (await reader?.read())?.value ?? "";
    return text;
  }

  const routes = Object.entries(RIGHTS).flatMap(([route, right]) =>
    right !== "anyone" && right.scope === "site" && route.startsWith("GET ")
      ? right.roles.map((role) => ({ route, role }))
      : [],
  );
  it.each(routes)("tells of no other branch's customers by $route as $role", async ({ route, role }) => {
    const stop = new AbortController();
    const { token } = role === "care" ? desk : manager;
    const response = await ask(route, token, stop.signal);
    expect(response.status).toBe(200);
    const events = role === "care" ? ownUnhappy.length : week.given.filter(isOwn).length;
    const seen = peopleIn(await textOf(response, events));
    stop.abort();
    expect([...seen].filter((user) => !own.has(user))).toEqual([]);
  });

  it("has all of its own records, figures and cases", async () => {
    const given = week.given.filter(isOwn);
    const path = `/v1/surveys/${BANK_SURVEY}`;
    const found = await week.care.ask("GET", `${path}/results?${WEEK}&by=trait.branch`, manager);
    const { questions, groups } = await found.json();
    const good = given.filter(({ sat }) => sat >= 4).length;
    expect(questions.sat).toMatchObject({ n: given.length, satisfied: good / given.length });
    expect(groups).toMatchObject([{ value: OWN_BRANCH, answered: given.length }]);
    for (const [ending, heads] of [
      ["ndjson", 0],
      ["csv", 1],
    ] as const) {
      const text = await (await week.care.ask("GET", `${path}/records.${ending}`, manager)).text();
      expect(text.trim().split("\n")).toHaveLength(given.length + heads);
      expect(peopleIn(text)).toEqual(own);
    }
    const cases = await week.care.list("", desk.token);
    expect(cases.map(({ person }) => person.user).sort()).toEqual([...ownUnhappy].sort());
    const funnel = await (await week.care.ask("GET", "/v1/followup", manager)).json();
    expect(funnel).toMatchObject({ unhappy: ownUnhappy.length });
  });

  it("finds and changes nothing of another branch", async () => {
    const { ask: send, list } = week.care;
    const [other] = await list(`user=${foreign}`);
    expect(other).toBeDefined();
    const { id, record, version = 0 } = other ?? {};
    const refused = await Promise.all([
      send("GET", `/v1/users/${foreign}`, manager),
      send("GET", `/v1/records/${record}`, manager),
      send("GET", `/v1/cases/${id}`, desk),
      send("POST", `/v1/cases/${id}/link`, desk),
      send("PATCH", `/v1/cases/${id}`, { ...desk, body: { note: "not mine" }, version }),
      send("POST", "/v1/cases", { ...desk, body: { record } }),
      send("PATCH", `/v1/records/${record}`, { ...desk, body: { tags: ["mine"] } }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
    expect(await list(`user=${foreign}`, desk.token)).toEqual([]);
    expect(await list(`user=${foreign}`)).toEqual([other]);
  });
});
