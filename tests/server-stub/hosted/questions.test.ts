import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { type HostedForm, openForm } from "../../support/hosted.ts";
import { StoredRecord } from "../../support/site.ts";

const options = [
  { id: "fast", label: "Fast" },
  { id: "kind people", label: "Kind" },
  { id: "<&\"'>", label: "Odd <i>" },
];
const QUESTIONS: Record<string, object> = {
  nps: { type: "nps" },
  csat: { type: "csat", na: "Does not apply" },
  ces: { type: "ces" },
  rating: { type: "rating", max: 4 },
  thumbs: { type: "thumbs" },
  single: { type: "single", options, other: true },
  dropdown: { type: "single", options, look: "dropdown" },
  multi: { type: "multi", options, other: "Else", min: 2, max: 2 },
  text: { type: "text", maxLength: 20 },
  number: { type: "number", min: -5, max: 5.5 },
  date: { type: "date", min: "2026-01-01" },
  consent: { type: "consent" },
};
/** Types that are not answered in one field. */
const UNASKED: Record<string, object> = {
  matrix: { type: "matrix", rows: [{ id: "a", label: "A" }], columns: [{ id: "1", label: "Poor" }] },
  ranking: { type: "ranking", options },
  contact: { type: "contact" },
};

let collector: TestCollector;
beforeAll(async () => {
  const surveys = Object.entries({ ...QUESTIONS, ...UNASKED }).map(([id, question]) => ({
    id,
    questions: [{ ...question, id: "q", title: `Question ${id}` }],
  }));
  collector = await startTestCollector({ manifest: { version: 1, surveys } });
});
afterAll(() => collector.close());

const open = (survey: string) => openForm(`${collector.url}/s/${survey}`);
const answersTo = async (survey: string) => {
  const { records } = z
    .object({ records: z.array(StoredRecord) })
    .parse(await (await collector.get(`/v1/surveys/${survey}/records`)).json());
  return records.map(({ answers }) => answers.q);
};

/** A field is only worth something if the page offers it. */
function expectOffered(form: HostedForm, fields: readonly [string, string][]): void {
  const plain = form.html
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
  for (const [name] of fields) expect(plain).toContain(`name="${name}"`);
}

describe("the plain form", () => {
  it.each<[string, [string, string][], unknown]>([
    ["nps", [["answer", "0"]], 0],
    ["csat", [["answer", "5"]], 5],
    ["csat", [["answer", "na"]], "na"],
    ["ces", [["answer", "7"]], 7],
    ["rating", [["answer", "4"]], 4],
    ["thumbs", [["answer", "down"]], "down"],
    ["single", [["answer", "option kind people"]], "kind people"],
    [
      "single",
      [
        ["answer", "other"],
        ["other", " Smell "],
      ],
      { other: "Smell" },
    ],
    ["dropdown", [["answer", "option <&\"'>"]], "<&\"'>"],
    [
      "multi",
      [
        ["answer", "other"],
        ["answer", "option fast"],
        ["other", "x"],
      ],
      ["fast", { other: "x" }],
    ],
    ["text", [["answer", " two\r\nlines "]], "two\nlines"],
    ["number", [["answer", "-2,5"]], -2.5],
    ["date", [["answer", "2026-02-28"]], "2026-02-28"],
    ["consent", [["answer", "yes"]], true],
  ])("keeps the answer to %s sent as %j", async (survey, fields, answer) => {
    const form = await open(survey);
    expectOffered(form, fields);
    expect((await form.send(fields)).status).toBe(200);
    expect(await answersTo(survey)).toContainEqual(answer);
  });

  it.each<[string, [string, string][]]>([
    ["csat", [["answer", "6"]]],
    ["rating", [["answer", "5"]]],
    ["nps", [["answer", "na"]]],
    ["single", [["answer", "option slow"]]],
    ["dropdown", [["answer", "other"]]],
    ["multi", [["answer", "option fast"]]],
    [
      "multi",
      [
        ["answer", "option fast"],
        ["answer", "option kind people"],
        ["answer", "other"],
      ],
    ],
    ["text", [["answer", "  "]]],
    ["text", [["answer", "x".repeat(21)]]],
    ["number", [["answer", "6"]]],
    ["number", [["answer", "1e3"]]],
    ["date", [["answer", "2026-02-30"]]],
    ["date", [["answer", "2025-12-31"]]],
    ["consent", []],
  ])("asks again where %s is sent as %j", async (survey, fields) => {
    const before = (await answersTo(survey)).length;
    const again = await (await open(survey)).send(fields);
    expect(again.status).toBe(422);
    expect(again.html).toContain('role="alert"');
    expect((await answersTo(survey)).length).toBe(before);
  });

  it.each(Object.keys(UNASKED))(
    "says that a %s needs JavaScript, and takes nothing for it",
    async (survey) => {
      const form = await open(survey);
      expect(form.html).toContain("needs JavaScript");
      expect(form.html).not.toContain("<button>");
      expect((await form.send({ answer: "fast" })).status).toBe(422);
      expect(await answersTo(survey)).toEqual([]);
    },
  );

  it("keeps what was typed when it asks again", async () => {
    const again = await (await open("text")).send({ answer: '"><b>quite a long text' });
    expect(again.html).toContain("&quot;&gt;&lt;b&gt;quite a long text");
  });
});
