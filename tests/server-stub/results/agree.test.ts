import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SentRecord } from "../../../widget/record/schema.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const SURVEYS = 24;
const QUESTIONS = [
  { id: "score", type: "nps", title: "Recommend?" },
  { id: "sat", type: "csat", title: "Satisfied?", na: "-" },
  { id: "ease", type: "ces", title: "Easy?" },
  { id: "good", type: "thumbs", title: "Good?" },
];
const BRANCHES = ["north", "south", "west"];

/** One person's visit, as the test sees it. */
interface Visit {
  user: string;
  branch: string;
  /** Minutes after the first of November. */
  minute: number;
  state: "complete" | "partial" | "dismissed" | "shown" | "snoozed";
  score: number | null;
  sat: number | "na" | null;
  ease: number | null;
  good: "up" | "down" | null;
}

const visit: fc.Arbitrary<Visit> = fc.record({
  user: fc.constantFrom("ann", "bo", "cy", "di", "ed", "fay", "gus"),
  branch: fc.constantFrom(...BRANCHES),
  minute: fc.integer({ min: 0, max: 20 * 24 * 60 }),
  state: fc.constantFrom("complete", "partial", "dismissed"),
  score: fc.option(fc.integer({ min: 0, max: 10 })),
  sat: fc.option(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("na" as const))),
  ease: fc.option(fc.integer({ min: 1, max: 7 })),
  good: fc.option(fc.constantFrom("up", "down")),
});

/** Figures as the collector answers them. */
interface Found {
  shown: number;
  answered: number;
  dismissed: number;
  questions: {
    score: { n: number; nps: number | null };
    sat: { satisfied: number | null; mean: number | null };
    ease: { easy: number | null };
    good: { up: number | null };
  };
}

/** Figures computed as plainly as they are defined, from the visits themselves. */
function expected(visits: readonly Visit[]) {
  const numbers = (values: readonly (number | string | null)[]) =>
    values.filter((value): value is number => typeof value === "number");
  const share = (hits: number, n: number) => (n ? hits / n : null);
  const scores = numbers(visits.map(({ score }) => score));
  const sats = numbers(visits.map(({ sat }) => sat));
  const eases = numbers(visits.map(({ ease }) => ease));
  const goods = visits.map(({ good }) => good).filter((good) => good !== null);
  const promoters = scores.filter((score) => score > 8).length;
  const detractors = scores.filter((score) => score < 7).length;
  const isAnswered = ({ score, sat, ease, good }: Visit) =>
    score !== null || (sat !== null && sat !== "na") || ease !== null || good !== null;
  return {
    shown: visits.length,
    answered: visits.filter(isAnswered).length,
    dismissed: visits.filter(({ state }) => state === "dismissed").length,
    nps: scores.length ? ((promoters - detractors) / scores.length) * 100 : null,
    n: scores.length,
    satisfied: share(sats.filter((sat) => sat >= 4).length, sats.length),
    mean: sats.length ? sats.reduce((sum, sat) => sum + sat, 0) / sats.length : null,
    easy: share(eases.filter((ease) => ease >= 5).length, eases.length),
    up: share(goods.filter((good) => good === "up").length, goods.length),
  };
}

function recordOf(survey: string, { user, branch, minute, state, ...answers }: Visit): SentRecord {
  const given = Object.entries(answers).filter(([, answer]) => answer !== null);
  const at = new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString();
  return aRecord({
    survey,
    state,
    shownAt: at,
    changedAt: at,
    path: QUESTIONS.map(({ id }) => id),
    answers: Object.fromEntries(given) as SentRecord["answers"],
    user: { id: user, traits: { branch } },
  });
}

describe("figures", () => {
  let collector: TestCollector;
  const surveys = Array.from({ length: SURVEYS }, (_, index) => `survey-${index}`);

  beforeAll(async () => {
    collector = await startTestCollector({
      manifest: { version: 1, surveys: surveys.map((id) => ({ id, questions: QUESTIONS })) },
      now: () => new Date("2026-11-22T00:00:00Z"),
    });
  });
  afterAll(() => collector.close());

  const close = (found: number | null, wanted: number | null) =>
    wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted, 9);

  const compare = (found: Found, visits: readonly Visit[], hidden = false) => {
    const wanted = expected(visits);
    const { questions, shown, answered, dismissed } = found;
    expect({ shown, answered, dismissed, n: questions.score.n }).toEqual({
      shown: wanted.shown,
      answered: wanted.answered,
      dismissed: wanted.dismissed,
      n: wanted.n,
    });
    if (hidden) return;
    close(questions.score.nps, wanted.nps);
    close(questions.sat.satisfied, wanted.satisfied);
    close(questions.sat.mean, wanted.mean);
    close(questions.ease.easy, wanted.easy);
    close(questions.good.up, wanted.up);
  };

  it("agree with a plain calculation on any data: whole, by branch, by day, by people, and before", async () => {
    const free = [...surveys];
    const read = async (survey: string, query: string) =>
      (await collector.get(`/v1/surveys/${survey}/results?${query}`)).json();
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 80 }), async (visits) => {
        const survey = free.shift() ?? "";
        for (let at = 0; at < visits.length; at += 50) {
          const records = visits.slice(at, at + 50).map((one) => recordOf(survey, one));
          expect((await collector.post(records)).status).toBe(200);
        }
        compare(await read(survey, ""), visits);

        const half = 10 * 24 * 60;
        const late = visits.filter(({ minute }) => minute >= half);
        const early = visits.filter(({ minute }) => minute < half && minute >= 0);
        const {
          groups,
          series,
          compare: before,
          ...whole
        } = await read(survey, "from=2026-11-11&to=2026-11-21&by=trait.branch&step=day&compare=previous");
        const inside = late.filter(({ minute }) => minute < 2 * half);
        compare(whole, inside);
        for (const group of groups)
          compare(
            group,
            inside.filter(({ branch }) => branch === group.value),
            true,
          );
        expect(groups.length).toBe(new Set(inside.map(({ branch }) => branch)).size);
        for (const step of series) {
          const start = (Date.parse(step.at) - Date.UTC(2026, 10, 1)) / 60_000;
          compare(
            step,
            inside.filter(({ minute }) => minute >= start && minute < start + 1440),
            true,
          );
        }
        const [now, then] = [expected(inside), expected(early)];
        const isTold = Math.min(now.n, then.n) >= 5;
        close(before.questions.score.difference, isTold ? (now.nps ?? 0) - (then.nps ?? 0) : null);

        // Of people: the latest visit with an answer, else the latest at all.
        const latest = new Map<string, Visit>();
        const places = new Map(visits.map((one) => [one, expected([one]).answered]));
        for (const one of [...visits].sort((a, b) => a.minute - b.minute))
          if (places.get(one) || !places.get(latest.get(one.user) ?? one)) latest.set(one.user, one);
        const minutes = new Set(visits.map(({ user, minute }) => `${user} ${minute}`));
        if (minutes.size === visits.length) compare(await read(survey, "count=people"), [...latest.values()]);
      }),
      { numRuns: SURVEYS, endOnFailure: true },
    );
  });
});
