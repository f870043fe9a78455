import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod/mini";
import { AskingLink, Case, Cases, FollowUp } from "../../../server-stub/answers/cases.ts";
import { Drivers, Questions, Results, SaidWords } from "../../../server-stub/answers/results.ts";
import {
  Alarms,
  Erasure,
  Message,
  Messages,
  PastErasures,
  Session,
  Tagged,
} from "../../../server-stub/answers/site.ts";
import { Problem } from "../../../server-stub/answers/values.ts";
import { BRANCH_SURVEY, branchRecords, postAll } from "../../support/boardData.ts";
import { type Care, careFor } from "../../support/care.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aToken } from "../../support/tokens.ts";

const DAY_MS = 86_400_000;
const ID = BRANCH_SURVEY.id;
/** Questions of every further type, with all the labels that a question can have. */
const FURTHER = [
  { id: "ease", type: "ces", title: "It was easy", low: "Not at all", high: { en: "Very" }, na: "Not used" },
  { id: "stars", type: "rating", title: "The hall", max: 7 },
  { id: "again", type: "thumbs", title: "Again?" },
  { id: "used", type: "multi", title: "Used", options: [{ id: "atm", label: "ATM" }], max: 1, other: "Else" },
  { id: "since", type: "date", title: "Since", min: "1990-01-01", max: "2030-12-31" },
  { id: "may", type: "consent", title: "May we quote you?" },
  { id: "thanks", type: "note", title: "Thank you" },
];
const SURVEY = {
  ...BRANCH_SURVEY,
  questions: [
    ...BRANCH_SURVEY.questions.map((question) =>
      question.id === "age" ? { ...question, max: 80 } : question,
    ),
    ...FURTHER,
  ],
};
const FURTHER_ANSWERS = {
  ease: 6,
  stars: 7,
  again: "up",
  used: [{ other: "safe" }],
  since: "2020-02-29",
  may: true,
};

let bank: TestCollector;
let care: Care;
beforeAll(async () => {
  const webhook = { name: "ops", kind: "json", url: "http://127.0.0.1:9/", on: ["alert"] };
  bank = await startTestCollector({
    manifest: { version: 1, surveys: [SURVEY] },
    config: {
      sites: [
        {
          key: "pk_bank",
          origins: ["*"],
          manifest: "./surveys.json",
          retentionDays: 730,
          alerts: [{ survey: ID, question: "nps", figure: "nps", below: 100, days: 1, by: "trait.branch" }],
          followUp: [
            { survey: ID, when: { answer: "nps", lte: 6 }, within: "2h", assign: "trait.branch", level: 2 },
          ],
          webhooks: [webhook],
        },
      ],
      tokens: [aToken("analyst", "analyst", { where: { "trait.branch": ["老城支行"] } })],
      timeZone: "Asia/Shanghai",
    },
  });
  care = careFor(bank);
  const records = branchRecords(300, { days: 4, now: new Date() }).map((record) =>
    "nps" in record.answers ? { ...record, answers: { ...record.answers, ...FURTHER_ANSWERS } } : record,
  );
  await postAll(bank, records);
  await bank.evaluateAlerts();
  await bank.followUp();
});
afterAll(() => bank.close());

/** Reads an answer by a schema, which must know every member of it: zod leaves out what it does not know. */
async function read<Shape extends z.ZodMiniType>(
  shape: Shape,
  method: string,
  path: string,
  options: Parameters<Care["ask"]>[2] = {},
): Promise<z.infer<Shape>> {
  const response = await care.ask(method, path, options);
  const body: unknown = await response.json();
  const parsed = shape.parse(body);
  expect(parsed).toEqual(body);
  return parsed;
}

const day = (shift: number) => new Date(Date.now() + shift * DAY_MS).toISOString().slice(0, 10);
const PERIOD = `from=${day(-3)}&to=${day(1)}`;

describe("the schema of an answer knows all that a collector answers", () => {
  it("as results, with groups of two levels, a series, its moving mean and a comparison", async () => {
    const results = await read(
      Results,
      "GET",
      `/v1/surveys/${ID}/results?${PERIOD}&by=trait.branch,device&step=day&average=7&compare=previous`,
    );
    expect(Object.keys(results.questions)).toHaveLength(SURVEY.questions.length);
    expect(results.groups?.some(({ groups }) => groups?.length === 2)).toBe(true);
    expect(results.series?.some(({ questions }) => questions.nps?.moving?.nps != null)).toBe(true);
    expect(results.compare?.questions.nps).toBeDefined();
    expect(results.questions.nps?.benchmark).toBe(40);
    expect(results.questions.reason?.latest?.length).toBeGreaterThan(0);
    // A group of fewer than five hides every figure.
    expect(results.groups?.find(({ value }) => value === "滨江支行")?.questions.nps?.nps).toBeNull();
  });

  it("as results of people, of all time, and of invited ones", async () => {
    await read(Results, "GET", `/v1/surveys/${ID}/results?count=people`);
    await read(Results, "GET", `/v1/surveys/${ID}/results?invited=900&filter=trait.branch:nowhere`);
  });

  it("as questions of every type, whose greatest value may be a number or a day", async () => {
    const { questions } = await read(Questions, "GET", `/v1/surveys/${ID}/questions`);
    expect(new Set(questions.map(({ type }) => type)).size).toBe(15);
    expect(questions).toMatchObject(
      expect.arrayContaining(
        [
          { id: "age", max: 80 },
          { id: "since", max: "2030-12-31" },
        ].map((labels) => expect.objectContaining(labels)),
      ),
    );
  });

  it("as drivers and words", async () => {
    expect((await read(Drivers, "GET", `/v1/surveys/${ID}/drivers`)).drivers.length).toBeGreaterThan(0);
    expect((await read(SaidWords, "GET", `/v1/surveys/${ID}/words`)).detractors.length).toBeGreaterThan(0);
  });

  it("as a session, and as one that is limited", async () => {
    expect((await read(Session, "GET", "/v1/session")).sites[0]?.surveys).toHaveLength(1);
    const { where } = await read(Session, "GET", "/v1/session", { token: "analyst" });
    expect(where).toEqual({ "trait.branch": ["老城支行"] });
  });

  it("as cases, one of them changed, and a link to ask again", async () => {
    const { cases, cursor } = await read(Cases, "GET", "/v1/cases?limit=2");
    expect(cases).toHaveLength(2);
    expect(cursor).not.toBeNull();
    const [first] = cases;
    const body = { owner: "chief", note: "Will call on Monday", reason: "Queue" };
    const options = { body, version: first?.version ?? 0 };
    const changed = await read(Case, "PATCH", `/v1/cases/${first?.id}`, options);
    expect(changed).toMatchObject({ owner: "chief", notes: [{ text: "Will call on Monday" }] });
    await read(AskingLink, "POST", `/v1/cases/${first?.id}/link`);
    const { history } = await read(Case, "GET", `/v1/cases/${first?.id}`);
    expect(history.map(({ field }) => field)).toContain("link");
    expect((await read(Cases, "GET", "/v1/cases?status=open")).reasons).toEqual(["Queue"]);
  });

  it("as the funnel, whole and by group", async () => {
    await read(FollowUp, "GET", "/v1/followup");
    const { groups } = await read(FollowUp, "GET", `/v1/followup?survey=${ID}&by=trait.branch`);
    expect(groups?.length).toBeGreaterThan(1);
  });

  it("as alarms, and as messages and one that is sent again", async () => {
    expect((await read(Alarms, "GET", "/v1/alarms")).alarms.length).toBeGreaterThan(0);
    const { messages } = await read(Messages, "GET", "/v1/messages");
    const [{ id, webhook } = { id: "", webhook: "" }] = messages;
    const body = { id, webhook };
    expect(await read(Message, "POST", "/v1/messages/resend", { body })).toMatchObject({ id, attempts: 0 });
  });

  it("as the tags of a record, its erasure and the record of erasures", async () => {
    const { questions } = await read(Results, "GET", `/v1/surveys/${ID}/results`);
    const record = questions.reason?.latest?.[0]?.record ?? "";
    const tagged = await read(Tagged, "PATCH", `/v1/records/${record}`, { body: { tags: ["queue"] } });
    expect(tagged.tags).toEqual(["queue"]);
    expect((await read(Erasure, "DELETE", `/v1/records/${record}`)).erased.records).toBe(1);
    expect((await read(PastErasures, "GET", "/v1/erasures")).erasures).toMatchObject([{ by: "record" }]);
  });

  it("as a problem, with the id or the version that stands in the way", async () => {
    await read(Problem, "GET", "/v1/surveys/unknown/results");
    const [{ id, record } = { id: "", record: "" }] = await care.list();
    expect(await read(Problem, "POST", "/v1/cases", { body: { record } })).toMatchObject({ id });
    const conflict = await read(Problem, "PATCH", `/v1/cases/${id}`, { body: { owner: "b" }, version: 99 });
    expect(conflict.version).toBeGreaterThan(0);
  });
});
