import { describe, expect, it } from "vitest";
import { createReportFormat } from "../../../server-stub/report/format.ts";
import type { Question } from "../../../widget/manifest/schema.ts";

const ask = (type: "nps" | "csat" | "rating" | "number" | "text"): Question => ({
  id: "q",
  type,
  title: "?",
});

describe("a figure in a report", () => {
  const { figure, difference } = createReportFormat("en");
  const read = (type: Parameters<typeof ask>[0], figures: object) => {
    const formatted = figure(ask(type), { type, asked: 9, n: 9, ...figures });
    return formatted && [formatted.label, formatted.value, formatted.interval].join(" | ");
  };

  it.each([
    ["nps", { nps: 42.46, ci95: [-5.04, 60] }, "NPS | +42.5 | −5 … +60"],
    ["nps", { nps: 0 }, "NPS | 0 | "],
    ["csat", { satisfied: 0.9, ci95: [0.8333, 1] }, "CSAT, satisfied | 90 % | 83.3 % … 100 %"],
    ["rating", { mean: 4.256 }, "Mean | 4.26 | "],
    ["number", { mean: 12_345.678 }, "Mean | 12,345.68 | "],
    ["nps", { nps: null, ci95: null }, "NPS | fewer than 5 | "],
    ["nps", { nps: null, n: 0 }, "NPS | – | "],
    ["text", {}, undefined],
  ] as const)("of the type %s with %j reads %s", (type, figures, text) => {
    expect(read(type, figures)).toBe(text);
  });

  it("is drawn in the unit in which it is told, and so are differences", () => {
    expect(
      figure(ask("csat"), { type: "csat", asked: 9, n: 9, satisfied: 0.5, ci95: [0.25, 0.75] }),
    ).toMatchObject({ number: 50, bounds: [25, 75] });
    expect([difference(ask("csat"), 0.052), difference(ask("nps"), -5.25)]).toEqual(["+5.2", "−5.3"]);
  });
});
