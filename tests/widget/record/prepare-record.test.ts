import { expect, it } from "vitest";
import { prepareRecord } from "../../../widget/record/prepare-record.ts";
import type { SurveyRecord } from "../../../widget/record/schema.ts";
import { aRecord } from "../delivery/records.ts";

const RECORD = aRecord("record-1", { rev: 4 });

function prepare(beforeSend?: (record: SurveyRecord) => unknown) {
  const errors: unknown[] = [];
  const given = prepareRecord(RECORD, beforeSend as never, (error) => errors.push(error));
  return { given, errors };
}

it("is the record itself where the page does not care", () => {
  expect(prepare()).toEqual({ given: RECORD, errors: [] });
});

it("is what the page makes of it, given back or changed in place, under its own id and revision", () => {
  const changed = { ...RECORD, answers: { score: 1 } };
  expect(prepare((record) => ({ ...record, answers: { score: 1 }, id: "x", rev: 99 })).given).toEqual(
    changed,
  );
  expect(
    prepare((record) => {
      record.answers.score = 1;
    }).given,
  ).toEqual(changed);
  expect(RECORD.answers).toEqual({ score: 9 });
});

it("is nothing if the page takes it back", () => {
  expect(prepare(() => null)).toEqual({ given: null, errors: [] });
});

const cycle: Record<string, unknown> = {};
cycle.self = cycle;
it.each<[string, (record: SurveyRecord) => unknown]>([
  ["throws", () => Reflect.apply(Reflect.get({}, "missing"), undefined, [])],
  ["gives back a promise", async (record) => record],
  ["gives back a text", () => "record"],
  ["gives back a cycle", (record) => ({ ...record, cycle })],
  ["gives back a big integer", (record) => ({ ...record, answers: { score: 9n } })],
  ["takes the answers away", (record) => ({ ...record, answers: undefined })],
])("is the record as it was if the page %s, and the page is told", (_what, beforeSend) => {
  const { given, errors } = prepare(beforeSend);
  expect(given).toEqual(RECORD);
  expect(errors).toHaveLength(1);
});

it("drops what JSON cannot carry", () => {
  const { given } = prepare((record) => ({ ...record, touchpoint: undefined, extra: () => {} }));
  expect(given).toEqual(RECORD);
});
