import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRefusedOrigins } from "../../../server-stub/http/origins.ts";
import { createLog, type LogEntry } from "../../../server-stub/log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 3_600_000;

it("tells of twenty an hour and a hundred in all, and of the rest the number", () => {
  const entries: LogEntry[] = [];
  const origins = createRefusedOrigins(createLog((entry) => void entries.push(entry)));
  const claim = (from: number, to: number) => {
    for (let made = from; made < to; made += 1) origins.note(`https://${made}.example`, "pk_shop");
  };
  claim(0, 50);
  expect(entries).toHaveLength(20);
  vi.advanceTimersByTime(HOUR_MS);
  expect(entries.slice(20)).toMatchObject([{ fields: { requests: 30 } }]);
  for (let hour = 1; hour < 5; hour += 1) {
    claim(hour * 1_000, hour * 1_000 + 20);
    vi.advanceTimersByTime(HOUR_MS);
  }
  expect(entries.filter(({ fields }) => "origin" in fields)).toHaveLength(100);
  claim(10_000, 1_010_000);
  vi.advanceTimersByTime(HOUR_MS);
  expect(entries.filter(({ fields }) => "origin" in fields)).toHaveLength(100);
  expect(entries.at(-1)).toMatchObject({ fields: { requests: 1_000_000 } });
  origins.stop();
});

it("tells of an origin once for each site", () => {
  const entries: LogEntry[] = [];
  const origins = createRefusedOrigins(createLog((entry) => void entries.push(entry)));
  for (const site of ["pk_shop", "pk_bank", "pk_shop"]) origins.note("https://shop.example", site);
  expect(entries.map(({ fields }) => fields.site)).toEqual(["pk_shop", "pk_bank"]);
  origins.stop();
});
