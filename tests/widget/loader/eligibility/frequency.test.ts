import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeFrequency, type SurveyHistory } from "../../../../widget/loader/eligibility/frequency.ts";
import type { Frequency } from "../../../../widget/manifest/schema.ts";

const NOW = Date.UTC(2026, 10, 22);
const MINUTE = 60_000;
const DAY = 86_400_000;
const ago = (ms: number) => NOW - ms;

const refusals = (frequency: Frequency, history: SurveyHistory | undefined) =>
  judgeFrequency(frequency, history, NOW)
    .filter(([, pass]) => !pass)
    .map(([rule]) => rule);

describe("how often a survey is asked", () => {
  it.each<[string, Frequency, SurveyHistory | undefined, string[]]>([
    ["a stranger", {}, undefined, []],
    ["somebody who was never shown it", {}, { shown: 0 }, []],
    // Answered: never again, by default.
    [
      "years after an answer",
      {},
      { shown: 1, shownAt: ago(9e11), answeredAt: ago(9e11) },
      ["frequency.afterAnswer"],
    ],
    [
      "before its time after an answer",
      { afterAnswer: "180d" },
      { shown: 1, shownAt: ago(180 * DAY), answeredAt: ago(180 * DAY - 1) },
      ["frequency.afterAnswer"],
    ],
    [
      "at its time after an answer",
      { afterAnswer: "180d" },
      { shown: 1, shownAt: ago(180 * DAY), answeredAt: ago(180 * DAY) },
      [],
    ],
    // Closed: 30 days, by default.
    [
      "before 30 days after closing",
      {},
      { shown: 1, shownAt: ago(31 * DAY), dismissedAt: ago(30 * DAY - 1) },
      ["frequency.afterDismiss"],
    ],
    ["30 days after closing", {}, { shown: 1, shownAt: ago(31 * DAY), dismissedAt: ago(30 * DAY) }, []],
    [
      "ever after closing, if never again is wished",
      { afterDismiss: "never" },
      { shown: 1, dismissedAt: 1 },
      ["frequency.afterDismiss"],
    ],
    // Shown, neither answered nor closed: 1 day, by default.
    ["before a day after a showing", {}, { shown: 1, shownAt: ago(DAY - 1) }, ["frequency.afterShown"]],
    ["a day after a showing", {}, { shown: 1, shownAt: ago(DAY) }, []],
    ["at once after a showing, if so wished", { afterShown: "0s" }, { shown: 1, shownAt: NOW }, []],
    [
      "right after closing, by the rule of closing alone",
      { afterDismiss: "1m", afterShown: "1d" },
      { shown: 1, shownAt: ago(2 * MINUTE), dismissedAt: ago(MINUTE) },
      [],
    ],
    [
      "after being shown again since closing, by the rule of showing too",
      { afterDismiss: "1m", afterShown: "1d" },
      { shown: 2, shownAt: ago(MINUTE), dismissedAt: ago(9 * MINUTE) },
      ["frequency.afterShown"],
    ],
    // Limit: 3, by default.
    ["the third time", {}, { shown: 2 }, []],
    ["a fourth time", {}, { shown: 3 }, ["frequency.limit"]],
    ["within another limit", { limit: 10 }, { shown: 9 }, []],
    ["over another limit", { limit: 1 }, { shown: 1 }, ["frequency.limit"]],
    // Snoozed.
    [
      "before the time asked for",
      { afterShown: "30d" },
      { shown: 1, shownAt: ago(DAY), snoozedUntil: NOW + 1 },
      ["frequency.snooze"],
    ],
    ["at the time asked for", { afterShown: "30d" }, { shown: 1, shownAt: ago(DAY), snoozedUntil: NOW }, []],
    [
      "after walking away from what came after the snooze",
      { afterShown: "1d" },
      { shown: 2, shownAt: ago(MINUTE), snoozedUntil: ago(2 * MINUTE) },
      ["frequency.afterShown"],
    ],
    [
      "for more than one reason at once",
      { limit: 1 },
      { shown: 1, shownAt: ago(DAY), answeredAt: ago(1), dismissedAt: ago(1) },
      ["frequency.limit", "frequency.afterAnswer", "frequency.afterDismiss"],
    ],
  ])("%s", (_who, frequency, history, expected) => {
    expect(refusals(frequency, history)).toEqual(expected);
  });

  it("says what was found and what is needed", () => {
    const history = { shown: 1, shownAt: ago(DAY), answeredAt: ago(DAY) };
    expect(judgeFrequency({ afterAnswer: "2d" }, history, NOW)).toEqual([
      ["frequency.limit", true, 1, { lt: 3 }],
      ["frequency.afterAnswer", false, DAY, "2d"],
      ["frequency.afterDismiss", true, undefined, "30d"],
      ["frequency.afterShown", true, undefined, "1d"],
    ]);
  });

  it("never asks less for being patient: who may be asked now may be asked later", () => {
    const time = fc.option(fc.nat(400 * DAY).map(ago), { nil: undefined });
    const history = fc.record({
      shown: fc.nat(5),
      shownAt: time,
      answeredAt: time,
      dismissedAt: time,
      snoozedUntil: time,
    });
    const patience = fc.constantFrom("1m", "1d", "30d", "never");
    const frequency = fc.record({ afterAnswer: patience, afterDismiss: patience, afterShown: patience });
    fc.assert(
      fc.property(history, frequency, fc.nat(400 * DAY), (given, rules, later) => {
        const seen = JSON.parse(JSON.stringify(given)) as SurveyHistory;
        const open = (now: number) => judgeFrequency(rules, seen, now).every(([, pass]) => pass);
        fc.pre(open(NOW));
        expect(open(NOW + later)).toBe(true);
      }),
    );
  });
});
