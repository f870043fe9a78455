import { describe, expect, it } from "vitest";
import {
  type Circumstances,
  judgeSurvey,
  refusal,
  type Waivers,
} from "../../../../widget/loader/eligibility/judge.ts";
import { passesTest } from "../../../../widget/manifest/rule-with-patterns.ts";
import type { Manifest, Survey } from "../../../../widget/manifest/schema.ts";

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;

const base: Survey = { id: "s", questions: [{ id: "score", type: "nps", title: "?" }] };
const circumstances: Circumstances = {
  now: NOW,
  remembers: true,
  facts: {
    passesTest,
    url: "https://shop.example/",
    referrer: "",
    traits: {},
    props: {},
    device: "desktop",
    locale: "en",
    platform: "browser",
    visitorId: () => "v",
    visitor: "new",
    since: 0,
  },
  pace: { promptedAt: 0, prompts: 0 },
  histories: [undefined],
};
const first = (
  survey: Partial<Survey>,
  manifest: Partial<Manifest> = {},
  parts: Partial<Circumstances> = {},
  waived: Waivers = {},
) =>
  refusal(
    judgeSurvey(
      { version: 1, surveys: [], ...manifest },
      { ...base, ...survey },
      { ...circumstances, ...parts },
      waived,
    ),
  )?.[0];

const asked = { shown: 1, shownAt: NOW - DAY, answeredAt: NOW - DAY };
const elsewhere = { audience: { url: { contains: "/cart" } } };

describe("a survey", () => {
  it.each<[string, Partial<Survey>, Partial<Manifest>, Partial<Circumstances>, string | undefined]>([
    ["shows if nothing speaks against it", {}, {}, {}, undefined],
    ["rests while it is paused", { paused: true }, {}, {}, "paused"],
    ["rests while all are paused", {}, { paused: true }, {}, "paused"],
    ["waits for its start", { startAt: "2026-11-22T00:00:00.001Z" }, {}, {}, "schedule"],
    ["shows from its start on", { startAt: "2026-11-22T00:00:00Z" }, {}, {}, undefined],
    ["knows other zones", { startAt: "2026-11-22T08:00:00+08:00" }, {}, {}, undefined],
    ["shows until its end", { endAt: "2026-11-22T00:00:00.001Z" }, {}, {}, undefined],
    ["is over at its end", { endAt: "2026-11-22T00:00:00Z" }, {}, {}, "schedule"],
    ["keeps to its audience", elsewhere, {}, {}, "audience.url"],
    ["is not asked twice of a visitor", {}, {}, { histories: [asked] }, "frequency.afterAnswer"],
    ["is not asked twice of a user", {}, {}, { histories: [undefined, asked] }, "frequency.afterAnswer"],
    ["waits for its pace", {}, {}, { pace: { promptedAt: NOW - DAY, prompts: 0 } }, "pace.cooldown"],
    [
      "may ignore the pace",
      { ignorePace: true },
      {},
      { pace: { promptedAt: NOW - 1, prompts: 9 } },
      undefined,
    ],
    ["does not come by itself where nothing is remembered", {}, {}, { remembers: false }, "storage"],
    ["not even if it ignores the pace", { ignorePace: true }, {}, { remembers: false }, "storage"],
  ])("%s", (_what, survey, manifest, parts, rule) => {
    expect(first(survey, manifest, parts)).toBe(rule);
  });

  const unfit = { histories: [asked], pace: { promptedAt: NOW - 1, prompts: 9 }, remembers: false };
  it.each<[string, Partial<Survey>, Partial<Manifest>, Waivers, string | undefined]>([
    ["keeps to its audience", elsewhere, {}, { pace: true }, "audience.url"],
    ["keeps to its frequency", {}, {}, { pace: true }, "frequency.afterAnswer"],
    ["shows, if forced, to whom it would not", elsewhere, {}, { pace: true, skipTargeting: true }, undefined],
    ["never shows while paused", { paused: true }, {}, { pace: true, skipTargeting: true }, "paused"],
    ["never shows while all are paused", {}, { paused: true }, { pace: true, skipTargeting: true }, "paused"],
    [
      "never shows before its start",
      { startAt: "2027-01-01T00:00:00Z" },
      {},
      { pace: true, skipTargeting: true },
      "schedule",
    ],
    [
      "never shows after its end",
      { endAt: "2026-01-01T00:00:00Z" },
      {},
      { pace: true, skipTargeting: true },
      "schedule",
    ],
  ])("that is asked for by call %s", (_what, survey, manifest, waived, rule) => {
    expect(first(survey, manifest, unfit, waived)).toBe(rule);
  });

  it("takes the stricter of the visitor's and the user's history, each rule by itself", () => {
    const tired = { shown: 3 };
    expect(first({}, {}, { histories: [tired, undefined] })).toBe("frequency.limit");
    expect(first({}, {}, { histories: [{ shown: 1 }, { shown: 2 }] })).toBeUndefined();
    expect(first({}, {}, { histories: [{ shown: 1 }, tired] })).toBe("frequency.limit");
  });

  it("is judged before any manifest is known to be right", () => {
    expect(refusal(judgeSurvey(undefined, base, circumstances))).toBeUndefined();
  });
});
