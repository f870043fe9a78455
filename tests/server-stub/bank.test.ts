import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BANK_SURVEY, BRANCHES, branchAt, deskOf } from "../support/bank.ts";
import {
  type BankWeek,
  type Given,
  HEAD_SECRET,
  lost,
  OWN_BRANCH,
  playBankWeek,
  SATURDAY,
  unhappy,
  WEEK,
  WORKDAYS,
} from "../support/bankWeek.ts";
import { ENGINES } from "../support/engines.ts";

/** An independent count. */
function countOf(answers: readonly Given[]): { n: number; satisfied: number | null } {
  const n = answers.length;
  const good = answers.filter(({ sat }) => sat >= 4).length;
  return { n, satisfied: n < 5 ? null : good / n };
}

describe.each(ENGINES)("a bank's programme over %s", (engine) => {
  let week: BankWeek;
  beforeAll(async () => {
    week = await playBankWeek(engine);
  }, 240_000);
  afterAll(() => week?.close());

  async function read(path: string) {
    const response = await week.collector.get(path);
    expect(response.status).toBe(200);
    return response.json();
  }
  const results = (query: string) => read(`/v1/surveys/${BANK_SURVEY}/results?${query}`);
  const satOf = ({ questions }: { questions: { sat: { n: number; satisfied: number | null } } }) => {
    const { n, satisfied } = questions.sat;
    return { n, satisfied };
  };

  it("is 96.53 % satisfied by records and 99.55 % by people", async () => {
    const byRecords = await results(WEEK);
    expect(byRecords).toMatchObject({ shown: 692, answered: 692, completed: 692 });
    expect(satOf(byRecords)).toEqual({ n: 692, satisfied: 668 / 692 });
    expect((byRecords.questions.sat.satisfied * 100).toFixed(2)).toBe("96.53");
    const byPeople = await results(`${WEEK}&count=people`);
    expect(satOf(byPeople)).toEqual({ n: 671, satisfied: 668 / 671 });
    expect((byPeople.questions.sat.satisfied * 100).toFixed(2)).toBe("99.55");
  });

  it("brought the dissatisfied from 24 to 3, all of which the funnel shows", async () => {
    expect(await read(`/v1/followup?${WEEK}`)).toMatchObject({
      unhappy: 24,
      open: 0,
      overdue: 0,
      contacted: 23,
      resolved: 23,
      unreachable: 1,
      withdrawn: 0,
      recovered: 21,
      contactedInTime: 23 / 24,
      medianHoursToContact: 20 / 60,
    });
    const { groups } = await read(`/v1/followup?${WEEK}&by=assigned`);
    for (const { value, unhappy: cases, recovered } of groups) {
      const own = unhappy.filter((one) => one.branch === value);
      const left = own.filter(({ user }) => lost.has(user));
      expect([value, cases, recovered]).toEqual([value, own.length, own.length - left.length]);
    }
    expect(groups).toHaveLength(BRANCHES.length);
  });

  it("has in each case the whole of what was done, by whom", async () => {
    const [one] = await week.care.list(`user=${unhappy[0]?.user}`);
    const desk = deskOf(branchAt(0));
    expect(one).toMatchObject({
      status: "resolved",
      owner: desk,
      assigned: branchAt(0),
      recovered: true,
      reason: "Too few counters",
      action: "Apologised",
      notes: [{ by: desk, text: `called ${unhappy[0]?.user}` }],
      person: { name: unhappy[0]?.name, phone: "+86 138 0000 0000" },
      score: 1,
    });
    expect(one?.history.map(({ field, by, to }) => [field, by, to])).toEqual([
      ["status", "rule", "open"],
      ["owner", desk, desk],
      ["reason", desk, "Too few counters"],
      ["status", desk, "contacted"],
      ["action", desk, "Apologised"],
      ["link", desk, expect.any(String)],
      ["recovered", "rule", one?.recoveredBy],
      ["status", desk, "resolved"],
    ]);
    const again = await read(`/v1/records/${one?.recoveredBy}`);
    expect(again).toMatchObject({
      user: { id: unhappy[0]?.user, traits: { branch: branchAt(0) } },
      trigger: { on: "link" },
      verified: true,
    });
  });

  it("counts each answer for the day it was given on and the branch that holds the account", async () => {
    for (const day of [...WORKDAYS, SATURDAY]) {
      const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
      const { groups } = await results(`from=${day}&to=${next}&by=trait.branch`);
      for (const group of groups) {
        const own = week.given.filter((one) => one.day === day && one.branch === group.value);
        expect([day, group.value, satOf(group)]).toEqual([day, group.value, countOf(own)]);
      }
      const expected = new Set(week.given.filter((one) => one.day === day).map((one) => one.branch));
      expect(new Set(groups.map(({ value }: { value: string }) => value))).toEqual(expected);
    }
    for (const one of BRANCHES) {
      const { series } = await results(`${WEEK}&step=day&filter=trait.branch:${encodeURIComponent(one)}`);
      expect(series.map(({ at: day }: { at: string }) => day)).toEqual([...WORKDAYS, SATURDAY]);
      for (const step of series) {
        const own = week.given.filter(({ day, branch: held }) => day === step.at && held === one);
        expect([one, step.at, satOf(step)]).toEqual([one, step.at, countOf(own)]);
      }
    }
  });

  it("told head office of each case and of the one that was late, signed and without what people wrote", () => {
    const told = week.head.bodies().map(({ kind, case: { id } }) => [kind, id]);
    const ofKind = (kind: string) => told.filter(([one]) => one === kind);
    expect(new Set(ofKind("case").map(([, id]) => id)).size).toBe(24);
    expect(ofKind("case")).toHaveLength(24);
    expect(ofKind("overdue")).toHaveLength(1);
    for (const { headers, body } of week.head.requests) {
      const signed = `${headers["x-askling-timestamp"]}.${body}`;
      const signature = createHmac("sha256", HEAD_SECRET).update(signed).digest("hex");
      expect(headers["x-askling-signature"]).toBe(`sha256=${signature}`);
      expect(body).not.toMatch(/customer-\d|客户|排队/);
    }
  });

  it("told a branch of its own cases alone, with the complaints it asked for", () => {
    const own = unhappy.filter((one) => one.branch === OWN_BRANCH);
    const told = week.branch.bodies().filter(({ kind }) => kind === "case");
    expect(told.map((body) => body.case.text).sort()).toEqual(own.map(({ complaint }) => complaint).sort());
  });
});
