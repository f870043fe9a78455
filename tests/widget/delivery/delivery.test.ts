// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../../../widget/delivery/reply.ts";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { createPageRecords } from "../../../widget/loader/store/page-records.ts";
import { putRecord } from "../../../widget/loader/store/record-rows.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import type { SurveyRecord } from "../../../widget/record/schema.ts";
import { aRecord, aShowing, NOW, shownAgo } from "./records.ts";
import { aPage, type Endpoint, reply, results, STORED } from "./workbench.ts";

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

describe("a batch", () => {
  it("leaves within a second after a survey ended", async () => {
    const { keep, pass, batches } = aPage();
    await keep(aRecord("record-1"));
    expect(batches()).toEqual([]);
    await pass(SECOND);
    expect(batches()).toEqual([["record-1.1"]]);
  });

  it("says what it is, whose, when and how often it was tried", async () => {
    const { keep, pass, sent } = aPage();
    await keep(aRecord("record-1"));
    await pass(SECOND);
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      v: 1,
      key: "pk_shop",
      widget: expect.stringMatching(/^\d+\.\d+\.\d+/),
      sentAt: new Date(sent[0]?.at ?? 0).toISOString(),
      attempt: 1,
      dropped: { overflow: 0 },
      records: [{ ...aRecord("record-1"), ageMs: (sent[0]?.at ?? 0) - NOW }],
    });
  });

  it("says no key where there is none", async () => {
    const { keep, pass, sent } = aPage({ settings: { key: undefined } });
    await keep(aRecord("record-1"));
    await pass(SECOND);
    expect(sent[0]?.batch).not.toHaveProperty("key");
  });

  it("leaves 10 s after the last change of a partial answer", async () => {
    const { keep, pass, batches } = aPage();
    await keep(aRecord("record-1", { state: "partial" }));
    await pass(9 * SECOND);
    await keep(aRecord("record-1", { state: "partial", rev: 2 }));
    await pass(9 * SECOND);
    expect(batches()).toEqual([]);
    await pass(2 * SECOND);
    expect(batches()).toEqual([["record-1.2"]]);
  });

  it("takes bare showings along, but does not leave for their sake", async () => {
    const { keep, pass, batches } = aPage();
    await keep(aShowing("record-0"));
    await pass(HOUR);
    expect(batches()).toEqual([]);
    await keep(aRecord("record-1"));
    await pass(SECOND);
    expect(batches()).toEqual([["record-1.1", "record-0.1"]]);
  });

  it("leaves at once when told to, with everything", async () => {
    const { delivery, keep, batches } = aPage();
    await keep(aShowing("record-0"));
    await keep(aRecord("record-1", { state: "partial" }));
    expect(await delivery.flush()).toEqual({ delivered: 2, pending: 0 });
    expect(batches()).toEqual([["record-0.1", "record-1.1"]]);
  });

  it("leaves on the next page for what an earlier one left", async () => {
    const store = createFallbackStore([memoryBackend()]);
    const earlier = aPage({ store, settings: { endpoint: undefined } });
    await earlier.keep(aRecord("record-1"));
    await earlier.keep(aShowing("record-2"));
    const { delivery, pass, batches, sent } = aPage({ store });
    await delivery.resume();
    await pass(SECOND);
    expect(batches()).toEqual([["record-1.1", "record-2.1"]]);
    // The age by a monotonic clock is known to the showing page only.
    expect(sent[0]?.batch.records[0]).not.toHaveProperty("ageMs");
  });

  it("does not leave without an endpoint, without consent, or after the end", async () => {
    const nowhere = aPage({ settings: { endpoint: undefined } });
    const forbidden = aPage();
    const over = aPage();
    forbidden.state.allowed = false;
    over.delivery.stop();
    for (const { delivery, keep, pass, sent } of [nowhere, forbidden, over]) {
      await keep(aRecord("record-1"));
      await pass(MINUTE);
      expect(await delivery.flush()).toEqual({ delivered: 0, pending: 1 });
      delivery.hide();
      expect(sent).toEqual([]);
    }
  });

  it("holds at most 50 records and 30 KB; the rest follows at once", async () => {
    const { delivery, put, sent, batches } = aPage();
    for (let at = 0; at < 120; at++) await put(aRecord(`record-${at}`, shownAgo(120 - at)));
    expect(await delivery.flush()).toEqual({ delivered: 120, pending: 0 });
    expect(batches().map(({ length }) => length)).toEqual([50, 50, 20]);
    for (let at = 0; at < 9; at++)
      await put(
        aRecord(`large-record-${at}`, { answers: { reason: "好".repeat(3_000) }, ...shownAgo(9 - at) }),
      );
    expect(await delivery.flush()).toEqual({ delivered: 9, pending: 0 });
    for (const { body } of sent) expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(30_000);
  });
});

describe("what comes back", () => {
  it.each(["stored", "duplicate"])("%s: forgets that revision", async (status) => {
    const { delivery, keep, pending, heard, pass, sent } = aPage({ endpoint: results(status) });
    await keep(aRecord("record-1"));
    expect(await delivery.flush()).toEqual({ delivered: 1, pending: 0 });
    expect(await pending()).toEqual([]);
    expect(heard("delivered")).toEqual([{ record: aRecord("record-1") }]);
    await pass(HOUR);
    expect(sent).toHaveLength(1);
  });

  it("stored: a newer revision stays, and is sent later", async () => {
    const page = aPage();
    page.state.endpoint = async (batch, body) => {
      // The respondent goes on while the batch is on its way.
      if (page.sent.length === 1) await page.keep(aRecord("record-1", { rev: 2 }));
      return STORED(batch, body);
    };
    await page.keep(aRecord("record-1"));
    await page.pass(MINUTE);
    expect(page.batches()).toEqual([["record-1.1"], ["record-1.2"]]);
    expect(await page.pending()).toEqual([]);
    expect(page.delivery.status("record-1")).toBe("delivered");
  });

  it.each<[string, Endpoint]>([
    ["2xx without results", () => reply(204)],
    ["2xx with another body", () => reply(200, "thanks", { type: "text/plain" })],
  ])("%s: accepts the batch", async (_what, endpoint) => {
    const { delivery, keep } = aPage({ endpoint });
    await keep(aRecord("record-1"));
    expect(await delivery.flush()).toEqual({ delivered: 1, pending: 0 });
  });

  it("invalid: quarantines that record, tells why, and goes on with the others", async () => {
    const endpoint = results((id) =>
      id === "record-1" ? { status: "invalid", code: "too_old", message: "Sorry" } : { status: "stored" },
    );
    const { delivery, keep, quarantined, heard, pass, sent } = aPage({ endpoint });
    await keep(aRecord("record-1"));
    await keep(aRecord("record-2"));
    expect(await delivery.flush()).toEqual({ delivered: 1, pending: 0 });
    expect(await quarantined()).toEqual(["record-1"]);
    expect(heard("rejected")).toEqual([{ record: aRecord("record-1"), code: "too_old", message: "Sorry" }]);
    await pass(HOUR);
    expect(sent).toHaveLength(1);
  });

  it.each<[string, object | undefined]>([
    ["retry", { status: "retry" }],
    ["an id missing from results", undefined],
    ["an unknown status", { status: "perhaps" }],
    ["a result of another shape", { state: 1 }],
  ])("%s: keeps it, backs off, tries again", async (_what, result) => {
    const page = aPage({ endpoint: results((id) => (id === "record-1" ? result : { status: "stored" })) });
    await page.keep(aRecord("record-1"));
    await page.keep(aRecord("record-2"));
    expect(await page.delivery.flush()).toEqual({ delivered: 1, pending: 1 });
    page.state.endpoint = STORED;
    await page.pass(SECOND - 1);
    expect(page.sent).toHaveLength(1);
    await page.pass(1);
    expect(page.batches()).toEqual([["record-1.1", "record-2.1"], ["record-1.1"]]);
    expect(await page.pending()).toEqual([]);
  });

  it("retry: waits as long as the longest of what is asked, and no more than an hour", async () => {
    const page = aPage({
      endpoint: results((id) => ({ status: "retry", retryAfterMs: id === "record-1" ? 5_000 : 90_000 })),
    });
    await page.keep(aRecord("record-1"));
    await page.keep(aRecord("record-2"));
    await page.delivery.flush();
    await page.pass(90 * SECOND - 1);
    expect(page.sent).toHaveLength(1);
    page.state.endpoint = results(() => ({ status: "retry", retryAfterMs: 9e9 }));
    await page.pass(1);
    expect(page.sent).toHaveLength(2);
    await page.pass(HOUR - 1);
    expect(page.sent).toHaveLength(2);
    await page.pass(1);
    expect(page.sent).toHaveLength(3);
  });

  it("retry: takes no nonsense for a wait", async () => {
    const page = aPage({ endpoint: results(() => ({ status: "retry", retryAfterMs: "soon" })) });
    await page.keep(aRecord("record-1"));
    await page.pass(SECOND - 1);
    await page.delivery.flush();
    const sent = page.sent.length;
    await page.pass(SECOND - 1);
    expect(page.sent).toHaveLength(sent);
  });

  it.each([408, 425, 429, 500, 503])(
    "%d: keeps everything and backs off longer each time",
    async (status) => {
      const page = aPage({ endpoint: () => reply(status), random: () => 1 });
      await page.keep(aRecord("record-1"));
      await page.pass(SECOND);
      const first = page.sent[0]?.at ?? 0;
      await page.pass(HOUR);
      const waits = page.sent.map(({ at }, index) => at - (page.sent[index - 1]?.at ?? first)).slice(1);
      expect(waits.slice(0, 10)).toEqual(
        [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((one) => one * SECOND),
      );
      expect(page.sent.map(({ batch }) => batch.attempt).slice(0, 4)).toEqual([1, 2, 3, 4]);
      expect(await page.pending()).toEqual(["record-1.1"]);
      page.state.endpoint = STORED;
      await page.pass(5 * MINUTE);
      expect(await page.pending()).toEqual([]);
      // And after a success it starts from the beginning.
      await page.keep(aRecord("record-2"));
      await page.pass(SECOND);
      expect(page.sent[page.sent.length - 1]?.batch).toMatchObject({
        attempt: 1,
        records: [{ id: "record-2" }],
      });
    },
  );

  it("a time-out: sends less at a time, until a connection that is slow can carry it", async () => {
    const page = aPage({
      endpoint: async (batch, body) => {
        if (batch.records.length <= 10) return results("stored")(batch, body);
        await new Promise((resolve) => setTimeout(resolve, 15 * SECOND));
        return reply(503);
      },
    });
    for (let at = 0; at < 60; at++) await page.keep(aRecord(`record-${at}`));
    await page.pass(5 * MINUTE);
    expect(await page.pending()).toEqual([]);
    const sizes = page.batches().map((batch) => batch.length);
    expect(sizes.slice(0, 4)).toEqual([50, 25, 13, 7]);
  });

  it("a captive portal: keeps everything", async () => {
    const page = aPage({ endpoint: () => reply(200, "<html>Sign in</html>", { type: "text/html" }) });
    await page.keep(aRecord("record-1"));
    expect(await page.delivery.flush()).toEqual({ delivered: 0, pending: 1 });
    expect(page.heard("delivered")).toEqual([]);
    page.state.endpoint = STORED;
    await page.pass(SECOND);
    expect(await page.pending()).toEqual([]);
  });

  it("Retry-After: waits at least so long, on later pages too, whatever connection comes", async () => {
    const store = createFallbackStore([memoryBackend()]);
    const page = aPage({ store, endpoint: () => reply(429, "", { retryAfterMs: 10 * MINUTE }) });
    await page.keep(aRecord("record-1"));
    await page.delivery.flush();
    await page.delivery.flush();
    page.delivery.hide();
    page.delivery.stop();
    expect(page.sent).toHaveLength(1);
    const next = aPage({ store });
    await next.delivery.resume();
    await next.pass(10 * MINUTE - 1);
    await next.delivery.flush();
    expect(next.sent).toEqual([]);
    await next.pass(SECOND);
    expect(next.batches()).toEqual([["record-1.1"]]);
    expect(next.sent[0]?.batch.attempt).toBe(2);
  });

  it("Retry-After: cannot silence the widget for more than an hour", async () => {
    const page = aPage({ endpoint: () => reply(503, { retryAfterMs: 9e12 }) });
    await page.keep(aRecord("record-1"));
    await page.delivery.flush();
    page.state.endpoint = STORED;
    await page.pass(HOUR);
    expect(page.batches()).toHaveLength(2);
  });

  it("a failure of its own: a new connection is reason to try at once", async () => {
    const page = aPage({ endpoint: () => reply(503), random: () => 1 });
    await page.keep(aRecord("record-1"));
    await page.delivery.flush();
    page.state.endpoint = STORED;
    expect(await page.delivery.flush()).toEqual({ delivered: 1, pending: 0 });
  });

  it("413: halves the batch until it is taken", async () => {
    const endpoint: Endpoint = (batch, body) => (batch.records.length > 3 ? reply(413) : STORED(batch, body));
    const { delivery, put, batches, quarantined } = aPage({ endpoint });
    for (let at = 0; at < 10; at++) await put(aRecord(`record-${at}`, shownAgo(10 - at)));
    expect(await delivery.flush()).toEqual({ delivered: 10, pending: 0 });
    expect(batches().map(({ length }) => length)).toEqual([10, 5, 3, 3, 3, 1]);
    expect(await quarantined()).toEqual([]);
  });

  it("413: one record that is too large by itself is quarantined", async () => {
    const { delivery, keep, quarantined, heard } = aPage({
      endpoint: () => reply(413, { code: "too_large" }),
    });
    await keep(aRecord("record-1"));
    expect(await delivery.flush()).toEqual({ delivered: 0, pending: 0 });
    expect(await quarantined()).toEqual(["record-1"]);
    expect(heard("rejected")).toEqual([{ record: aRecord("record-1"), code: "too_large" }]);
  });

  it.each([400, 422])("%d: finds the bad record among many and quarantines that one", async (status) => {
    const endpoint: Endpoint = (batch, body) =>
      batch.records.some(({ id }) => id === "record-13") ? reply(status) : STORED(batch, body);
    const { delivery, put, sent, quarantined } = aPage({ endpoint });
    for (let at = 0; at < 20; at++) await put(aRecord(`record-${at}`, shownAgo(20 - at)));
    expect(await delivery.flush()).toEqual({ delivered: 19, pending: 0 });
    expect(await quarantined()).toEqual(["record-13"]);
    expect(sent.length).toBeLessThan(20);
  });

  it("400 for everything: ends, with at most 50 of them kept aside", async () => {
    const { delivery, put, quarantined, heard } = aPage({ endpoint: () => reply(400) });
    for (let at = 0; at < 60; at++) await put(aRecord(`record-${at}`, shownAgo(60 - at)));
    expect(await delivery.flush()).toEqual({ delivered: 0, pending: 0 });
    expect(await quarantined()).toHaveLength(50);
    expect(heard("rejected")).toHaveLength(60);
  });

  it.each([0, 301, 401, 403, 404])(
    "%d: keeps everything, tries at most once an hour, tells",
    async (status) => {
      const page = aPage({ endpoint: () => reply(status) });
      await page.keep(aRecord("record-1"));
      expect(await page.delivery.flush()).toEqual({ delivered: 0, pending: 1 });
      expect(page.heard("error")).toEqual([{ code: "endpoint", message: expect.any(String) }]);
      await page.keep(aRecord("record-2"));
      await page.delivery.flush();
      page.delivery.hide();
      await page.pass(HOUR - 1);
      expect(page.sent).toHaveLength(1);
      await page.pass(1);
      expect(page.sent).toHaveLength(2);
      await page.pass(10 * HOUR);
      expect(page.sent).toHaveLength(12);
      page.state.endpoint = STORED;
      await page.pass(HOUR);
      expect(await page.pending()).toEqual([]);
    },
  );
});

describe("when the page goes away", () => {
  it("everything of this page that has not arrived leaves at once, showings included", async () => {
    const { delivery, keep, sent, batches, pass, pending } = aPage();
    await keep(aShowing("record-0"));
    await keep(aRecord("record-1", { state: "partial" }));
    delivery.hide();
    expect(batches()).toEqual([["record-0.1", "record-1.1"]]);
    expect(sent[0]?.keepalive).toBe(true);
    await pass(MINUTE);
    expect(await pending()).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it("does not wait for the store, and sends no revision twice for two signs of the same", async () => {
    const { delivery, keep, batches } = aPage();
    void keep(aRecord("record-1", { state: "partial" }));
    delivery.hide();
    delivery.hide();
    void keep(aRecord("record-1", { state: "partial", rev: 2 }));
    delivery.hide();
    expect(batches()).toEqual([["record-1.1"], ["record-1.2"]]);
  });

  it("keeps what did not arrive, and sends it after the page has come back", async () => {
    const page = aPage({ endpoint: () => reply(503) });
    await page.keep(aRecord("record-1", { state: "partial" }));
    page.delivery.hide();
    await page.pass(1);
    expect(await page.pending()).toEqual(["record-1.1"]);
    page.state.endpoint = STORED;
    await page.pass(MINUTE);
    expect(await page.pending()).toEqual([]);
  });
});

describe("a delivery that starts after the first records", () => {
  /** A page that has kept a record before delivery is there; it takes two seconds to come. */
  async function aLatePage(record: SurveyRecord) {
    const store = createFallbackStore([memoryBackend()]);
    const records = createPageRecords(() => Date.now());
    records.note(record);
    await putRecord(store, record);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    return aPage({ store, records });
  }

  it("sends an answer within a second, with its age", async () => {
    const { pass, batches, sent, pending } = await aLatePage(aRecord("record-1"));
    await pass(SECOND);
    expect(batches()).toEqual([["record-1.1"]]);
    expect(sent[0]?.batch.records[0]?.ageMs).toBe((sent[0]?.at ?? 0) - NOW);
    expect(await pending()).toEqual([]);
  });

  it("sends a partial answer 10 s after its last change", async () => {
    const { pass, batches } = await aLatePage(aRecord("record-1", { state: "partial" }));
    await pass(7 * SECOND);
    expect(batches()).toEqual([]);
    await pass(SECOND);
    expect(batches()).toEqual([["record-1.1"]]);
  });

  it("sends at page hide what was there before, and nothing for a showing alone until then", async () => {
    const { delivery, pass, sent } = await aLatePage(aShowing("record-1"));
    await pass(MINUTE);
    expect(sent).toEqual([]);
    delivery.hide();
    expect(sent).toMatchObject([{ keepalive: true, batch: { records: [{ id: "record-1" }] } }]);
  });
});

describe("when consent is gone", () => {
  it.each([
    ["a failure", reply(503)],
    ["an unexpected answer", reply(403)],
    ["a refusal", reply(400)],
    ["a retry", reply(200, { results: {} })],
  ])("%s that comes late leaves no trace on the device, and starts nothing", async (_what, late) => {
    let answer: (late: Reply) => void = () => {};
    const page = aPage({
      endpoint: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await page.keep(aRecord("record-1"));
    await page.pass(SECOND);
    page.state.allowed = false;
    page.delivery.stop();
    await page.store.clear();
    answer(late);
    await page.pass(2 * HOUR);
    expect(await page.store.entries()).toEqual(new Map());
    expect(page.sent).toHaveLength(1);
  });
});

describe("how it stands with a record", () => {
  it("goes from sending to delivered", async () => {
    const { delivery, keep, state } = aPage();
    await keep(aRecord("record-1"));
    expect(delivery.status("record-1")).toBe("sending");
    const changes = state.changes;
    await delivery.flush();
    expect(delivery.status("record-1")).toBe("delivered");
    expect(state.changes).toBeGreaterThan(changes);
  });

  it("is waiting without a connection, and after a failure", async () => {
    const page = aPage({ endpoint: () => reply(503) });
    page.state.online = false;
    await page.keep(aRecord("record-1"));
    expect(page.delivery.status("record-1")).toBe("waiting");
    page.state.online = true;
    expect(page.delivery.status("record-1")).toBe("sending");
    await page.delivery.flush();
    expect(page.delivery.status("record-1")).toBe("waiting");
  });
});

describe("a record that has to go", () => {
  it("is told of, and counted in the next batch, once", async () => {
    const page = aPage({ endpoint: () => reply(500) });
    await page.put(aRecord("old", shownAgo(31 * 24 * HOUR)));
    await page.put(aRecord("record-1"));
    await page.delivery.resume();
    expect(page.heard("dropped")).toEqual([
      expect.objectContaining({ record: expect.objectContaining({ id: "old" }) }),
    ]);
    await page.pass(SECOND / 2);
    expect(page.sent[0]?.batch.dropped).toEqual({ overflow: 1 });
    page.state.endpoint = STORED;
    await page.pass(MINUTE);
    expect(page.sent[page.sent.length - 1]?.batch.dropped).toEqual({ overflow: 1 });
    await page.keep(aRecord("record-2"));
    await page.delivery.flush();
    expect(page.sent[page.sent.length - 1]?.batch.dropped).toEqual({ overflow: 0 });
  });

  it("does not leave after all if the page takes it back", async () => {
    const { delivery, keep, pending, pass, sent } = aPage();
    await keep(aRecord("record-1"));
    await delivery.drop(aRecord("record-1"));
    await pass(MINUTE);
    expect([await pending(), sent]).toEqual([[], []]);
  });
});
