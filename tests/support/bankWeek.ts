import { expect } from "vitest";
import {
  BANK_KEY,
  BANK_MANIFEST,
  BRANCHES,
  bankConfig,
  branchAt,
  deskOf,
  type Respondent,
  recordOfRespondent,
  respondentsOver,
} from "./bank.ts";
import { type Care, careFor } from "./care.ts";
import type { TestCollector } from "./collector.ts";
import { type Engine, startCollectorOver } from "./engines.ts";
import { openForm } from "./hosted.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

const MINUTE_MS = 60_000;

/** Monday to Friday, and the Saturday on which the last ones answer again. */
export const WORKDAYS = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"] as const;
export const SATURDAY = "2026-11-21";
/** All of them, for `from` and `to`. */
export const WEEK = "from=2026-11-16&to=2026-11-22";

/** The branch that has a webhook of its own. */
export const OWN_BRANCH = branchAt(9);
export const HEAD_SECRET = "of head office";

export const respondents = respondentsOver(WORKDAYS);
export const unhappy = respondents.filter(({ complaint }) => complaint !== undefined);
/** Nobody reaches the first of them; the others are called, but do not answer again. */
const [missed, ...silent] = unhappy.slice(-3).map(({ user }) => user);
/** Who did not come back. */
export const lost: ReadonlySet<string | undefined> = new Set([missed, ...silent]);

/** An answer as it was sent, by the day and the branch that it has to be counted for. */
export type Given = Pick<Respondent, "user" | "branch" | "day" | "sat">;

/** A collector after a bank's week. */
export interface BankWeek {
  collector: TestCollector;
  care: Care;
  /** Everything that was answered, at the counters and by links. */
  given: readonly Given[];
  /** Told of every case, in figures. */
  head: Receiver;
  /** Told of the cases of `OWN_BRANCH`, with answers. */
  branch: Receiver;
  close(): Promise<void>;
}

/**
 * Plays a bank's week through the collector's own routes: the answers of each day come in, the desks call the unhappy
 * back and send them links, and those answer again the same afternoon or the next morning.
 */
export async function playBankWeek(engine: Engine): Promise<BankWeek> {
  let time = Date.parse(`${WORKDAYS[0]}T09:00+08:00`);
  const turnTo = (day: string, clock: string) => {
    time = Date.parse(`${day}T${clock}+08:00`);
  };
  const head = await startReceiver();
  const branch = await startReceiver();
  const hook = { kind: "json", on: ["case", "overdue"] };
  const where = { "trait.branch": [OWN_BRANCH] };
  const collector = await startCollectorOver(engine, {
    manifest: BANK_MANIFEST,
    config: bankConfig([
      { ...hook, name: "head", url: head.url, secret: HEAD_SECRET },
      { ...hook, name: "branch", url: branch.url, content: "answers", where },
    ]),
    now: () => new Date(time),
  });
  const care = careFor(collector);
  const given: Given[] = [...respondents];
  const links = new Map<string, { url: string; user: string; branch: string }>();

  async function send(some: readonly Respondent[]): Promise<void> {
    // The first of them in the small hours, which is still the day before in Greenwich.
    const records = some.map((one, index) =>
      recordOfRespondent(one, new Date(time - (index < 5 ? 640 : index % 60) * MINUTE_MS)),
    );
    for (let from = 0; from < records.length; from += 50) {
      const batch = records.slice(from, from + 50);
      const response = await collector.post(batch, { key: BANK_KEY });
      const { results } = await response.json();
      for (const { id } of batch) expect(results[id]).toEqual({ status: "stored" });
    }
  }

  /** What the desk of a branch does with its new cases. */
  async function callBack(one: string): Promise<void> {
    const token = deskOf(one);
    for (const open of await care.list("status=open", token)) {
      const { user } = open.person;
      if (user === null || user === missed) continue;
      const taken = await care.edit(open, { owner: token }, token);
      const noted = await care.edit(taken, { note: `called ${user}`, reason: "Too few counters" }, token);
      await care.edit(noted, { status: "contacted", action: "Apologised" }, token);
      if (lost.has(user)) continue;
      const made = await care.ask("POST", `/v1/cases/${open.id}/link`, { token });
      expect(made.status).toBe(201);
      links.set(open.id, { url: (await made.json()).url, user, branch: one });
    }
    for (const contacted of await care.list("status=contacted", token))
      if (contacted.recovered || lost.has(contacted.person.user ?? undefined))
        await care.edit(contacted, { status: "resolved" }, token);
  }

  /** Opens the links in a browser without script, answers, and is seen to have recovered. */
  async function answerAgain(day: string): Promise<void> {
    for (const [id, { url, user, branch: one }] of links) {
      const form = await openForm(url);
      expect(form.status).toBe(200);
      expect((await form.send({ answer: "5" })).status).toBe(200);
      expect((await openForm(url)).status).toBe(410);
      given.push({ user, branch: one, day, sat: 5 });
      links.delete(id);
    }
    await collector.followUp();
    for (const one of BRANCHES) await callBack(one);
  }

  /** The one that nobody reaches falls due, and is then given up. */
  async function giveUp(): Promise<void> {
    await collector.followUp();
    for (const late of await care.list("overdue=true&status=open")) {
      expect(late.person.user).toBe(missed);
      await care.edit(late, { status: "unreachable" });
    }
  }

  for (const [index, day] of WORKDAYS.entries()) {
    turnTo(day, "09:30");
    await answerAgain(day);
    turnTo(day, "11:00");
    await send(respondents.filter((one) => one.day === day));
    await collector.followUp();
    turnTo(day, "11:20");
    for (const one of BRANCHES) await callBack(one);
    turnTo(day, "15:00");
    // On other days they take their time until the next morning.
    if (index % 2) await answerAgain(day);
    await giveUp();
  }
  turnTo(SATURDAY, "10:00");
  await answerAgain(SATURDAY);
  await collector.deliver();
  return {
    collector,
    care,
    given,
    head,
    branch,
    async close() {
      await collector.close();
      await head.close();
      await branch.close();
    },
  };
}
