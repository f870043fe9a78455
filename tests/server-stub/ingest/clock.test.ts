import { expect, it } from "vitest";
import { correctShownAt } from "../../../server-stub/ingest/validate.ts";

const received = "2026-11-22T10:00:00.000Z";
const minutes = 60_000;
it.each([
  [
    "trusts a clock that is right",
    "2026-11-22T09:30:00Z",
    undefined,
    received,
    "2026-11-22T09:30:00.000Z",
    "sent",
  ],
  [
    "bears the seconds that sending takes",
    "2026-11-22T09:30:00Z",
    undefined,
    "2026-11-22T09:59:00Z",
    "2026-11-22T09:30:00.000Z",
    "sent",
  ],
  [
    "prefers the age",
    "2031-01-01T00:00:00Z",
    5 * minutes,
    "2031-01-01T00:05:00Z",
    "2026-11-22T09:55:00.000Z",
    "age",
  ],
  [
    "moves by the batch's clock",
    "2031-01-01T00:00:00Z",
    undefined,
    "2031-01-01T01:00:00Z",
    "2026-11-22T09:00:00.000Z",
    "batch",
  ],
  [
    "moves a clock that is behind",
    "2020-01-01T00:00:00Z",
    undefined,
    "2020-01-01T01:00:00Z",
    "2026-11-22T09:00:00.000Z",
    "batch",
  ],
  [
    "never goes beyond the receipt",
    "2026-11-23T00:00:00Z",
    undefined,
    received,
    "2026-11-22T10:00:00.000Z",
    "sent",
  ],
  [
    "takes an age of years for nonsense",
    "2026-11-22T09:30:00Z",
    1e12,
    received,
    "2026-11-22T09:30:00.000Z",
    "sent",
  ],
  [
    "never goes before 1970",
    "1970-01-01T00:00:00Z",
    undefined,
    "2026-12-22T10:00:00Z",
    "1970-01-01T00:00:00.000Z",
    "batch",
  ],
])("the corrected time %s", (_what, shownAt, ageMs, sentAt, expected, clock) => {
  const corrected = correctShownAt({ shownAt, ageMs }, sentAt, new Date(received));
  expect([corrected.shownAt.toISOString(), corrected.clock]).toEqual([expected, clock]);
});
