import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEmitter } from "../../../../widget/loader/emitter.ts";
import { createJudge } from "../../../../widget/loader/judging.ts";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { detectSurroundings } from "../../../../widget/loader/surroundings.ts";
import { createVisitor } from "../../../../widget/loader/visitor.ts";
import { durationMs } from "../../../../widget/manifest/duration.ts";
import { passesTest } from "../../../../widget/manifest/rule-with-patterns.ts";
import type { Manifest, Survey } from "../../../../widget/manifest/schema.ts";
import type { PromptNeeds } from "../../../../widget/prompt/needs.ts";
import { reserve } from "../../../../widget/prompt/queue/reserve.ts";
import { historiesOf } from "../../../../widget/prompt/showing/histories.ts";
import { historyChange } from "../../../../widget/prompt/showing/history-change.ts";
import { aRecord } from "../../delivery/records.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 22);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { href: "https://shop.example/" });
  vi.stubGlobal("document", { referrer: "", documentElement: { lang: "en" } });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Fate = "answered" | "dismissed" | "snoozed" | "left";
type Step =
  | { do: "wait"; ms: number }
  | { do: "open"; tab: number }
  | { do: "fire"; tab: number; survey: number; fate: Fate }
  | { do: "identify"; user: string | undefined }
  | { do: "reset" };

/** One showing, as a careful observer would write it down. */
interface Entry {
  survey: string;
  /** Everybody who was there: the visitor's number, and the user. */
  who: string[];
  at: number;
  fate: Fate;
  paced: boolean;
  visit: number;
}

/** The rules in plain words, over the list of everything that ever happened. */
function createReference({ pace = {} }: Manifest) {
  const log: Entry[] = [];
  let visitor = 1;
  let user: string | undefined;
  let visit = 1;
  let activeAt = START;
  /** Whom a user has been on this device: what those saw counts for the user too. */
  const was = new Map<string, Set<string>>();
  /** Showings by person and survey: of two counts the higher one holds, they are not added up. */
  const counts = new Map<string, number>();
  const countOf = (person: string, survey: string) => counts.get(`${person} ${survey}`) ?? 0;

  const who = () => [`visitor ${visitor}`, ...(user === undefined ? [] : [user])];
  const seenBy = () => {
    const people = new Set(who().flatMap((one) => [one, ...(was.get(one) ?? [])]));
    return (entry: Entry) => entry.who.some((one) => people.has(one));
  };

  return {
    /** Somebody opens a page; only what is remembered makes visits. */
    active(now: number) {
      if (!log.length) return;
      if (now - activeAt >= 30 * MINUTE) visit += 1;
      // Kept to the minute.
      if (now - activeAt > MINUTE) activeAt = now;
    },
    allows({ id, frequency = {}, ignorePace }: Survey, now: number): boolean {
      const mine = log.filter((entry) => entry.survey === id).filter(seenBy());
      if (who().some((one) => countOf(one, id) >= (frequency.limit ?? 3))) return false;
      const lately = (fate: Fate, least: string) =>
        mine.some((entry) => entry.fate === fate && now - entry.at < durationMs(least));
      if (lately("answered", frequency.afterAnswer ?? "never")) return false;
      if (lately("dismissed", frequency.afterDismiss ?? "30d")) return false;
      if (lately("snoozed", "7d")) return false;
      const last = mine[mine.length - 1];
      if (last?.fate === "left" && now - last.at < durationMs(frequency.afterShown ?? "1d")) return false;
      if (ignorePace) return true;
      const prompts = log.filter(({ paced }) => paced);
      if (prompts.some(({ at }) => now - at < durationMs(pace.cooldown ?? "7d"))) return false;
      return prompts.filter((entry) => entry.visit === visit).length < (pace.perSession ?? 1);
    },
    show({ id, ignorePace }: Survey, now: number, fate: Fate) {
      for (const one of who()) counts.set(`${one} ${id}`, countOf(one, id) + 1);
      log.push({ survey: id, who: who(), at: now, fate, paced: !ignorePace, visit });
      activeAt = now;
    },
    identify(id: string | undefined) {
      user = id;
    },
    reset() {
      if (user !== undefined) {
        const known = was.get(user) ?? new Set();
        for (const one of [`visitor ${visitor}`, ...(was.get(`visitor ${visitor}`) ?? [])]) known.add(one);
        was.set(user, known);
        for (const id of ["one", "two"])
          counts.set(`${user} ${id}`, Math.max(countOf(user, id), countOf(`visitor ${visitor}`, id)));
      }
      user = undefined;
      visitor += 1;
      visit += 1;
    },
  };
}

/** The widget's own memory and rules, in as many tabs as are asked for. */
function createDevice(manifest: Manifest) {
  const store = createFallbackStore([memoryBackend()]);
  const person: PromptNeeds["person"] = { traits: {} };
  const tabs = [0, 1].map(() => {
    const visitor = createVisitor(store);
    const judge = createJudge({
      manifest: () => manifest,
      person,
      visitor,
      remembers: () => true,
      surroundings: () => detectSurroundings(undefined),
      patterns: { passesTest, missing: () => false },
      now: Date.now,
    });
    return { visitor, judge };
  });
  return {
    person,
    open: (tab: number) => tabs[tab]?.visitor.load(),
    async fire(tab: number, survey: Survey, fate: Fate): Promise<boolean> {
      const one = tabs[tab];
      if (!one) return false;
      const needs = {
        ...one,
        person,
        emitter: createEmitter(),
      };
      const shown = await reserve(needs as unknown as PromptNeeds, {
        survey,
        cause: { on: "load" },
        waived: {},
      });
      if (!shown || fate === "left") return shown;
      const before = aRecord("record-1", { state: "shown", answers: {} });
      const states = { answered: "complete", dismissed: "dismissed", snoozed: "snoozed" } as const;
      const after = { ...before, state: states[fate], answers: fate === "answered" ? { score: 9 } : {} };
      const edit = historyChange(before, after, survey, Date.now());
      if (edit) await one.visitor.change((row) => void historiesOf(person, row, survey.id).forEach(edit));
      return true;
    },
    async reset(tab: number) {
      await tabs[tab]?.visitor.reset(person.id);
      delete person.id;
      for (const one of tabs) await one.visitor.load();
    },
  };
}

const duration = fc.constantFrom("0s", "10m", "1h", "1d", "7d", "30d");
const patience = fc.oneof(duration, fc.constant("never"));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const survey = (id: string): fc.Arbitrary<Survey> =>
  fc
    .record({
      frequency: fc.record({
        afterAnswer: optional(patience),
        afterDismiss: optional(patience),
        afterShown: optional(patience),
        limit: optional(fc.integer({ min: 1, max: 4 })),
      }),
      ignorePace: fc.boolean(),
    })
    .map((parts) => ({
      ...JSON.parse(JSON.stringify(parts)),
      id,
      snooze: "7d",
      questions: [{ id: "score", type: "nps", title: "?" }],
    }));
const manifests: fc.Arbitrary<Manifest> = fc
  .record({
    pace: fc.record({ cooldown: optional(patience), perSession: optional(fc.integer({ min: 0, max: 3 })) }),
    surveys: fc.tuple(survey("one"), survey("two")),
  })
  .map((parts) => ({ version: 1, ...JSON.parse(JSON.stringify(parts)) }));
const tab = fc.integer({ min: 0, max: 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(5 * MINUTE, 31 * MINUTE, 2 * HOUR, 25 * HOUR, 8 * 24 * HOUR, 31 * 24 * HOUR),
    }),
    fc.record({ do: fc.constant("open" as const), tab }),
    fc.record({
      do: fc.constant("fire" as const),
      tab,
      survey: tab,
      fate: fc.constantFrom<Fate>("answered", "dismissed", "snoozed", "left"),
    }),
    fc.record({
      do: fc.constant("identify" as const),
      user: fc.constantFrom("lin", "mei"),
    }),
    fc.record({ do: fc.constant("reset" as const) }),
  ),
  { minLength: 5, maxLength: 40 },
);

describe("frequency and pace", () => {
  it("decide as the rules in plain words do, whatever happens in whatever tabs", async () => {
    let showings = 0;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(manifests, steps, async (manifest, played) => {
        vi.setSystemTime(START);
        const reference = createReference(manifest);
        const device = createDevice(manifest);
        for (const step of played) {
          const now = Date.now();
          if (step.do === "wait") vi.setSystemTime(now + step.ms);
          if (step.do === "open") {
            reference.active(now);
            await device.open(step.tab);
          }
          if (step.do === "identify") {
            reference.identify(step.user);
            if (step.user !== undefined) device.person.id = step.user;
          }
          if (step.do === "reset") {
            reference.reset();
            await device.reset(0);
            reference.active(now);
          }
          if (step.do === "fire") {
            const asked = manifest.surveys[step.survey];
            if (!asked) continue;
            // Whoever sees a trigger fire is on a page.
            reference.active(now);
            await device.open(step.tab);
            const expected = reference.allows(asked, now);
            expect(await device.fire(step.tab, asked, step.fate)).toBe(expected);
            if (expected) reference.show(asked, now, step.fate);
            // Nobody sees two in the same millisecond.
            vi.setSystemTime(now + 1);
            if (expected) showings += 1;
            else refusals += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(showings).toBeGreaterThan(200);
    expect(refusals).toBeGreaterThan(200);
  });
});

describe("a sample", () => {
  it("takes the share asked for of 100,000 visitors, within four standard deviations", async () => {
    const { sampleShare } = await import("../../../../widget/loader/eligibility/audience.ts");
    const visitors = 100_000;
    for (const share of [0.01, 0.2, 0.5, 0.9]) {
      let inside = 0;
      for (let index = 0; index < visitors; index++)
        if (sampleShare(`visitor-${index}`, "order-nps") < share) inside += 1;
      const deviation = Math.sqrt(visitors * share * (1 - share));
      expect(Math.abs(inside - visitors * share)).toBeLessThan(4 * deviation);
    }
  });
});
