import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countColumns } from "../../../widget/prompt/columns.ts";
import { chooseTextScale } from "../../../widget/prompt/showing/text-scale.ts";
import { brightness, isLight, themeRules } from "../../../widget/prompt/theme.ts";
import { chooseWords, directionOf, prepareWords } from "../../../widget/prompt/words/index.ts";
import { importPiece } from "./words/pieces.ts";

describe("columns of a scale", () => {
  test.each([
    [11, 400, false, 11],
    [11, 392, false, 11],
    [11, 391, false, 6],
    [11, 318, false, 6],
    [7, 282, false, 7],
    [5, 318, false, 5],
    [11, 318, true, 4],
    [11, 500, true, 4],
    [7, 500, true, 4],
    [5, 318, true, 3],
    [10, 500, true, 5],
  ])("%i scores in %i px, large %s, stand %i in a row", (count, width, large, columns) => {
    expect(countColumns(count, width, large)).toBe(columns);
  });

  test("no score is narrower than its target, and large mode never has more than five in a row", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 11 }),
        fc.integer({ min: 240, max: 600 }),
        fc.boolean(),
        (count, width, large) => {
          const columns = countColumns(count, width, large);
          const gap = large ? 8 : 4;
          const each = (width - gap * (columns - 1)) / columns;
          expect(each).toBeGreaterThanOrEqual(large ? 60 : columns === count ? 32 : 44);
          if (large) expect(columns).toBeLessThanOrEqual(5);
        },
      ),
    );
  });
});

describe("colours", () => {
  /** As WCAG 2.2 defines it. */
  const luminance = (rgb: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const colour = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })));

  test("are as bright as WCAG says, within a hundredth", () => {
    fc.assert(
      fc.property(colour, (rgb) => {
        expect(Math.abs(brightness(rgb) - luminance(rgb) - 0.05)).toBeLessThan(0.012);
      }),
    );
  });

  test("are always read: what stands on an accent has a contrast of 4.4 at least", () => {
    fc.assert(
      fc.property(colour, (rgb) => {
        const ink = isLight(rgb) ? [0x0b, 0x0e, 0x14] : [255, 255, 255];
        const [one, other] = [luminance(rgb) + 0.05, luminance(ink) + 0.05];
        expect(Math.max(one, other) / Math.min(one, other)).toBeGreaterThan(4.2);
      }),
    );
  });

  test("of a theme become custom properties, and nothing else", () => {
    expect(themeRules({ accent: "red;} body{display:none", radius: 4 })).toBe(
      ":host{--askling-accent:red bodydisplay:none;--askling-radius:4px;}",
    );
  });
});

test.each([
  [undefined, 16, 1],
  ["auto" as const, 24, 1.5],
  ["auto" as const, 8, 1],
  ["auto" as const, 64, 2],
  [1.4, 32, 1.4],
  ["auto" as const, Number.NaN, 1],
])("a wished text scale of %s with a default font of %f px is %f", (wanted, font, scale) => {
  expect(chooseTextScale(wanted, () => font)).toBe(scale);
});

describe("words", () => {
  test.each([
    ["en-GB", "Close"],
    ["zh-CN", "关闭"],
    ["zh", "关闭"],
    ["zh-Hans-SG", "关闭"],
    ["xx", "Close"],
  ])("for %s", async (locale, close) => {
    await prepareWords(locale, importPiece);
    expect(chooseWords(locale).close).toBe(close);
  });

  test.each([
    ["ar-EG", "rtl"],
    ["he", "rtl"],
    ["en", "ltr"],
    ["arn", "ltr"],
    ["zh-CN", "ltr"],
  ])("in %s run %s", (locale, direction) => {
    expect(directionOf(locale)).toBe(direction);
  });
});
