import { describe, expect, it } from "vitest";
import { type Reply, readReply } from "../../../widget/delivery/reply.ts";

const reply = (status: number, body = "", type = "application/json", retryAfterMs = 0): Reply => ({
  status,
  type,
  body,
  retryAfterMs,
});

describe("what an answer means", () => {
  it.each([200, 201, 202, 204, 299])("%d without results takes the whole batch", (status) => {
    expect(readReply(reply(status))).toEqual({ is: "accepted" });
    expect(readReply(reply(status, "ok", "text/plain"))).toEqual({ is: "accepted" });
    expect(readReply(reply(status, "{}"))).toEqual({ is: "accepted" });
    expect(readReply(reply(status, '{"results":null}'))).toEqual({ is: "accepted" });
  });

  it("200 with results speaks of each record", () => {
    const results = { a: { status: "stored" }, b: { status: "retry", retryAfterMs: 5 } };
    expect(readReply(reply(200, JSON.stringify({ serverTime: "x", results })))).toEqual({
      is: "itemized",
      results,
      waitMs: 0,
    });
  });

  it.each([
    ["text/html", ""],
    ["text/html; charset=utf-8", '{"results":{}}'],
    ["TEXT/HTML", "ok"],
    ["application/json", "<html>"],
    ["", " \n\t<!doctype html>"],
    ["text/plain", "\uFEFF<html>"],
  ])("200 of type %j with %j is a captive portal's, and no acceptance", (type, body) => {
    expect(readReply(reply(200, body, type, 3_000))).toEqual({ is: "failed", waitMs: 3_000 });
  });

  it.each(["{'ok': True}", "{ok}", "ok", ""])("200 with %j accepts the batch", (body) => {
    expect(readReply(reply(200, body, "application/json"))).toEqual({ is: "accepted" });
  });

  it.each(['{"results":', ' {"results":{"a":{"status"', "{"])(
    "200 with %j has broken off on its way",
    (body) => {
      expect(readReply(reply(200, body, "application/json", 3_000))).toEqual({ is: "failed", waitMs: 3_000 });
    },
  );

  it.each([408, 425, 429, 500, 502, 503, 504, 599])("%d is tried again after a while", (status) => {
    expect(readReply(reply(status))).toEqual({ is: "failed", waitMs: 0 });
    expect(readReply(reply(status, "<html>", "text/html"))).toEqual({ is: "failed", waitMs: 0 });
  });

  it.each([
    [10_000, {}, 10_000],
    [0, { retryAfterMs: 20_000 }, 20_000],
    [10_000, { retryAfterMs: 20_000 }, 20_000],
    [30_000, { retryAfterMs: 20_000 }, 30_000],
    [0, { retryAfterMs: "20000" }, 0],
    [0, [1], 0],
    [0, null, 0],
  ])("Retry-After %d and body %j ask for %d ms", (header, body, waitMs) => {
    expect(readReply(reply(429, JSON.stringify(body), "application/json", header))).toEqual({
      is: "failed",
      waitMs,
    });
  });

  it.each([
    [400, "", "400"],
    [422, "no json", "422"],
    [413, '{"code":"too_large"}', "too_large"],
  ])("%d means that a part of it is refused, for a reason", (status, body, reason) => {
    expect(readReply(reply(status, body))).toEqual({ is: "split", reason });
  });

  it.each([0, 100, 301, 302, 304, 307, 308, 401, 402, 403, 404, 405, 409, 410, 418, 451, 499])(
    "%d is no answer that a batch expects",
    (status) => {
      expect(readReply(reply(status))).toEqual({ is: "unexpected" });
    },
  );
});
