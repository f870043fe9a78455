import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AudienceFacts,
  judgeAudience,
  sampleShare,
} from "../../../../widget/loader/eligibility/audience.ts";
import { passesTest } from "../../../../widget/manifest/rule-with-patterns.ts";
import type { Audience } from "../../../../widget/manifest/schema.ts";

const DAY = 86_400_000;

const facts: AudienceFacts = {
  passesTest,
  url: "https://shop.example/orders/7?tab=1#top",
  referrer: "https://search.example/",
  traits: { plan: "vip", age: 40, tags: ["a", "b"] },
  props: { amount: 80 },
  device: "mobile",
  locale: "zh-CN",
  platform: "browser",
  visitorId: () => "visitor-1",
  visitor: "returning",
  since: 7 * DAY,
};
const passes = (audience: Audience, parts: Partial<AudienceFacts> = {}) =>
  judgeAudience(audience, { ...facts, ...parts }, "s").every(([, pass]) => pass);

describe("an audience", () => {
  it.each<[Audience, boolean]>([
    [{}, true],
    [{ url: { contains: "/orders" } }, true],
    [{ url: { contains: "tab=1#top" } }, true],
    [{ url: { contains: "/cart" } }, false],
    [{ url: "https://shop.example/orders/7?tab=1#top" }, true],
    [{ url: "https://shop.example/orders/7" }, false],
    [{ referrer: { startsWith: "https://search.example" } }, true],
    [{ referrer: { contains: "shop" } }, false],
    [{ traits: { plan: ["pro", "vip"] } }, true],
    [{ traits: { plan: "pro" } }, false],
    [{ traits: { plan: "vip", age: { gte: 18 } } }, true],
    [{ traits: { plan: "vip", age: { gte: 65 } } }, false],
    [{ traits: { tags: { contains: "a" } } }, true],
    [{ traits: { unknown: { exists: false } } }, true],
    [{ traits: { unknown: { isNot: 1 } } }, false],
    [{ traits: { toString: { exists: true } } }, false],
    [{ props: { amount: { gt: 50 } } }, true],
    [{ props: { amount: { gt: 80 } } }, false],
    [{ device: "mobile" }, true],
    [{ device: ["tablet", "desktop"] }, false],
    [{ locale: { startsWith: "zh" } }, true],
    [{ locale: "en" }, false],
    [{ platform: ["browser", "wechat"] }, true],
    [{ platform: "wechat" }, false],
    [{ visitor: "returning" }, true],
    [{ visitor: "new" }, false],
    [{ since: "7d" }, true],
    [{ since: "8d" }, false],
    [{ sample: 1 }, true],
    [{ sample: 0 }, false],
    [{ any: [{ device: "desktop" }, { locale: "zh-CN" }] }, true],
    [{ any: [{ device: "desktop" }, { locale: "en" }] }, false],
    [{ any: [{ device: "mobile", locale: "en" }] }, false],
    [{ not: { device: "desktop" } }, true],
    [{ not: { device: "mobile" } }, false],
    [{ not: { any: [{ device: "mobile" }, { device: "tablet" }] } }, false],
    [{ not: { not: { url: { contains: "/orders" } } } }, true],
    // All must hold.
    [{ device: "mobile", locale: "zh-CN", visitor: "returning", traits: { plan: "vip" } }, true],
    [{ device: "mobile", locale: "zh-CN", visitor: "new", traits: { plan: "vip" } }, false],
  ])("%j includes the visitor: %s", (audience, expected) => {
    expect(passes(audience)).toBe(expected);
  });

  it("takes a visitor in from the moment that `since` is reached", () => {
    expect(passes({ since: "1d" }, { since: DAY - 1 })).toBe(false);
    expect(passes({ since: "1d" }, { since: DAY })).toBe(true);
  });

  it("gives one verdict a condition, with what was found and what it needs", () => {
    const audience: Audience = {
      url: { contains: "/cart" },
      traits: { plan: "vip", none: "x" },
      since: "8d",
    };
    expect(judgeAudience(audience, facts, "s")).toEqual([
      ["audience.url", false, facts.url, { contains: "/cart" }],
      ["audience.traits.plan", true, "vip", "vip"],
      ["audience.traits.none", false, undefined, "x"],
      ["audience.since", false, 7 * DAY, "8d"],
    ]);
  });

  it("asks for the visitor's id only where there is a sample", () => {
    const visitorId = () => {
      throw new Error("an id was made");
    };
    expect(passes({ device: "mobile", since: "1d" }, { visitorId })).toBe(true);
    expect(() => passes({ sample: 1 }, { visitorId })).toThrow("an id was made");
    expect(() => passes({ any: [{ sample: 0 }] }, { visitorId })).toThrow("an id was made");
  });

  it("is turned around by not, whatever it is", () => {
    const leaf: fc.Arbitrary<Audience> = fc.oneof(
      fc.record({ device: fc.constantFrom("mobile", "tablet", "desktop") }),
      fc.record({ sample: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ url: fc.record({ contains: fc.string() }) }),
      fc.constant({}),
    );
    fc.assert(
      fc.property(leaf, leaf, (one, other) => {
        expect(passes({ not: one })).toBe(!passes(one));
        expect(passes({ any: [one, other] })).toBe(passes(one) || passes(other));
        expect(passes({ ...one, not: other })).toBe(passes(one) && !passes(other));
      }),
    );
  });
});

describe("a sample", () => {
  const VISITORS = 100_000;
  const shares = (survey: string) =>
    Array.from({ length: VISITORS }, (_, index) => sampleShare(`visitor-${index}`, survey));
  const first = shares("order-nps");
  const second = shares("support-csat");

  /** Five standard deviations of a binomial count: by chance one run in 1.7 million falls outside. */
  const expectShare = (count: number, of: number, share: number) =>
    expect(Math.abs(count - of * share)).toBeLessThanOrEqual(5 * Math.sqrt(of * share * (1 - share)));

  it.each([0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.99])("of %d takes that share of 100,000 visitors", (share) => {
    expectShare(first.filter((one) => one < share).length, VISITORS, share);
    expectShare(second.filter((one) => one < share).length, VISITORS, share);
  });

  it("spreads visitors evenly over 100 equal parts", () => {
    const parts = Array<number>(100).fill(0);
    for (const share of first) parts[Math.floor(share * 100)] = (parts[Math.floor(share * 100)] ?? 0) + 1;
    for (const count of parts) expectShare(count, VISITORS, 0.01);
  });

  it("is drawn for each survey by itself", () => {
    const inFirst = second.filter((_, index) => (first[index] ?? 1) < 0.2);
    expectShare(inFirst.filter((share) => share < 0.2).length, inFirst.length, 0.2);
  });

  it("stays, and a larger one holds all of a smaller", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (visitor, survey) => {
        const share = sampleShare(visitor, survey);
        expect(sampleShare(visitor, survey)).toBe(share);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
      }),
    );
    // Pinned, so that a new version of the widget asks the same visitors.
    expect(sampleShare("visitor-1", "order-nps")).toBe(0.9469361049123108);
  });
});
