import { bench, describe } from "vitest";
import { judgeSurvey } from "../../widget/loader/eligibility/judge.ts";
import { checkManifest } from "../../widget/manifest/check.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import { passesTest } from "../../widget/manifest/rule-with-patterns.ts";
import type { Manifest } from "../../widget/manifest/schema.ts";
import { manySurveys } from "./manySurveys.ts";

const manifest = manySurveys(1_000) as unknown as Manifest;
const circumstances = {
  now: Date.UTC(2026, 10, 22),
  remembers: true,
  facts: {
    url: "https://shop.example/orders",
    referrer: "",
    traits: { plan: "pro" },
    passesTest,
    props: { amount: 80 },
    device: "desktop",
    locale: "en",
    platform: "browser",
    visitorId: () => "visitor-1",
    visitor: "returning" as const,
    since: 1_000_000,
  },
  pace: { promptedAt: 0, prompts: 0 },
  histories: [{ shown: 1, shownAt: Date.UTC(2026, 9, 1) }, undefined],
};

describe("a thousand surveys and one event", () => {
  bench("are decided", () => {
    for (const survey of manifest.surveys) judgeSurvey(manifest, survey, circumstances);
  });
  bench("are checked", () => void checkManifest(manifest, patternFault));
});
