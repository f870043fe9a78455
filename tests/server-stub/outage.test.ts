import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLog, type LogEntry } from "../../server-stub/log.ts";
import { causeOf, createOutageLog } from "../../server-stub/outage.ts";
import { toUnavailable, UnavailableError } from "../../server-stub/store/unavailable.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An error as a driver throws it. */
function failed(code: string): UnavailableError {
  const reason = toUnavailable(
    Object.assign(new Error("insert into records values ('my secret')"), { code }),
  );
  if (!(reason instanceof UnavailableError)) throw new Error(`${code} is not passing.`);
  return reason;
}

it("an outage is told once with its cause, then how many requests it refused, then that it is over", () => {
  const entries: LogEntry[] = [];
  const outage = createOutageLog(createLog((entry) => void entries.push(entry)));
  for (let request = 0; request < 2_251; request += 1) outage.note(failed("SQLITE_FULL"));
  expect(entries).toMatchObject([{ level: "error", fields: { cause: "the disk is full (SQLITE_FULL)" } }]);
  vi.advanceTimersByTime(60_000);
  expect(entries.slice(1)).toMatchObject([{ level: "error", fields: { requests: 2_250 } }]);
  vi.advanceTimersByTime(60_000);
  expect(entries.slice(2)).toMatchObject([{ level: "info", fields: { refusedBefore: 2_251 } }]);
  vi.advanceTimersByTime(600_000);
  expect(entries).toHaveLength(3);
  outage.note(failed("ECONNREFUSED"));
  expect(entries.at(-1)).toMatchObject({
    level: "error",
    fields: { cause: expect.stringMatching(/nobody listens/) },
  });
  outage.stop();
});

it.each([
  ["SQLITE_FULL", "the disk is full"],
  ["SQLITE_IOERR_WRITE", "the disk failed"],
  ["SQLITE_READONLY_DBMOVED", "may not be written"],
  ["53100", "disk of the database server is full"],
  ["53300", "no connection left"],
  ["25006", "standby"],
  ["ENOSPC", "the disk is full"],
  ["ESOMETHING", "ESOMETHING"],
])("the cause of %s is named in words that quote nothing of what came in", (code, words) => {
  const cause = causeOf(failed(code));
  expect(cause).toContain(words);
  expect(cause).not.toContain("secret");
});
