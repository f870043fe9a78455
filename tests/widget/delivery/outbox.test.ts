import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOutbox } from "../../../widget/delivery/outbox.ts";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import {
  isRecordRow,
  isUnanswered,
  putRecord,
  QUARANTINE_KEY,
  RECORD_KEY,
} from "../../../widget/loader/store/record-rows.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import type { SurveyRecord } from "../../../widget/record/schema.ts";
import { aRecord, aShowing, NOW, shownAgo } from "./records.ts";

const DAY = 86_400_000;

function anOutbox() {
  const store = createFallbackStore([memoryBackend()]);
  const outbox = createOutbox(store);
  const put = (record: SurveyRecord) => putRecord(store, record);
  const ids = async () => (await outbox.list()).map(({ id }) => id);
  const quarantined = async () =>
    [...(await store.entries()).keys()]
      .filter((key) => key.startsWith(QUARANTINE_KEY))
      .map((key) => key.slice(2));
  return { store, put, outbox, ids, quarantined };
}

describe("the outbox", () => {
  it("lists what it keeps, the oldest showing first", async () => {
    const { put, ids } = anOutbox();
    for (const [id, age] of [
      ["b", 2],
      ["c", 1],
      ["a", 3],
    ] as const)
      await put(aRecord(id, shownAgo(age)));
    expect(await ids()).toEqual(["a", "b", "c"]);
  });

  it("keeps of one record its newest revision, in whatever order they come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (revisions) => {
        const { outbox, put } = anOutbox();
        for (const rev of revisions) await put(aRecord("a", { rev, answers: { score: rev } }));
        const newest = Math.max(...revisions);
        expect(await outbox.list()).toEqual([aRecord("a", { rev: newest, answers: { score: newest } })]);
      }),
    );
  });

  it("forgets a record up to the revision that arrived; a newer one stays", async () => {
    const { outbox, put, ids } = anOutbox();
    await put(aRecord("a", { rev: 3 }));
    await outbox.forget(aRecord("a", { rev: 2 }));
    expect(await ids()).toEqual(["a"]);
    await outbox.forget(aRecord("a", { rev: 3 }));
    expect(await ids()).toEqual([]);
    await outbox.forget(aRecord("never-there"));
    expect(await ids()).toEqual([]);
  });

  it("sets a refused record aside with the reason; a newer revision is sent all the same", async () => {
    const { store, outbox, put, ids, quarantined } = anOutbox();
    await put(aRecord("a", { rev: 2 }));
    await outbox.quarantine(aRecord("a", { rev: 1 }), "too_large");
    expect([await ids(), await quarantined()]).toEqual([["a"], ["a"]]);
    await outbox.quarantine(aRecord("a", { rev: 2 }), "too_large");
    expect([await ids(), await quarantined()]).toEqual([[], ["a"]]);
    expect((await store.entries()).get(`${QUARANTINE_KEY}a`)).toMatchObject({ rev: 2, refused: "too_large" });
  });

  it("keeps the newest 50 refused records", async () => {
    const { outbox, quarantined } = anOutbox();
    for (let index = 0; index < 53; index++)
      await outbox.quarantine(aRecord(`r${index}`, shownAgo(53 - index)), "invalid");
    expect((await quarantined()).sort()).toEqual(Array.from({ length: 50 }, (_, at) => `r${at + 3}`).sort());
  });

  it("is not disturbed by rows that are no records", async () => {
    const { store, outbox, put, ids } = anOutbox();
    await store.change(`${RECORD_KEY}x`, () => ({ rev: 1 }));
    await store.change(`${RECORD_KEY}y`, () => JSON.parse('{"rev":1,"record":{"id":7}}'));
    await store.change("v", () => ({ rev: 9 }));
    await put(aRecord("a"));
    expect(await ids()).toEqual(["a"]);
    expect(await outbox.trim(NOW)).toEqual([]);
  });
});

describe("the bounds of the outbox", () => {
  it("let nothing go within them", async () => {
    const { outbox, put } = anOutbox();
    await put(aRecord("a", shownAgo(30 * DAY)));
    expect(await outbox.trim(NOW)).toEqual([]);
  });

  it("let go what is older than 30 days", async () => {
    const { outbox, put, ids } = anOutbox();
    await put(aRecord("old", shownAgo(30 * DAY + 1)));
    await put(aRecord("new", shownAgo(30 * DAY)));
    expect((await outbox.trim(NOW)).map(({ id }) => id)).toEqual(["old"]);
    expect(await ids()).toEqual(["new"]);
  });

  it("keep 1,000 records: the oldest bare showings go first, answers last", async () => {
    const { outbox, put, ids } = anOutbox();
    for (let index = 0; index < 998; index++) await put(aRecord(`answer-${index}`, shownAgo(10_000 - index)));
    for (let index = 0; index < 4; index++) await put(aShowing(`bare-${index}`, shownAgo(4 - index)));
    expect((await outbox.trim(NOW)).map(({ id }) => id)).toEqual(["bare-0", "bare-1"]);
    for (let index = 0; index < 3; index++) await put(aRecord(`more-${index}`));
    expect((await outbox.trim(NOW)).map(({ id }) => id)).toEqual(["bare-2", "bare-3", "answer-0"]);
    expect((await ids()).length).toBe(1_000);
  });

  it.each([
    ["Latin", "a"],
    ["Chinese", "好"],
  ])("keep 2 MB of %s text", async (_script, letter) => {
    const { outbox, put } = anOutbox();
    const bytes = (records: object[]) =>
      records.reduce((sum, record) => sum + new TextEncoder().encode(JSON.stringify(record)).length, 0);
    const size = new TextEncoder().encode(letter).length;
    const reason = letter.repeat(30_000 / size);
    for (let index = 0; index < 70; index++)
      await put(aRecord(`r${index}`, { answers: { reason }, ...shownAgo(70 - index) }));
    const gone = await outbox.trim(NOW);
    const kept = await outbox.list();
    expect(gone.map(({ id }) => id)).toEqual(Array.from({ length: gone.length }, (_, at) => `r${at}`));
    expect(bytes(kept)).toBeLessThanOrEqual(2_000_000);
    expect(bytes([...kept, ...gone.slice(-1)])).toBeGreaterThan(2_000_000);
  });
});

describe("a bare showing", () => {
  it("is one without answers, whatever became of it", () => {
    expect(isUnanswered(aShowing("a"))).toBe(true);
    expect(isUnanswered(aShowing("a", { state: "dismissed" }))).toBe(true);
    expect(isUnanswered(aRecord("a", { state: "dismissed" }))).toBe(false);
  });
});

describe("a row of the device's store", () => {
  it.each([
    undefined,
    null,
    1,
    "text",
    {},
    { record: null },
    { record: {} },
    { record: { id: 1, rev: 1, shownAt: "" } },
  ])("that is %j is no record's", (row) => {
    expect(isRecordRow(row)).toBe(false);
  });

  it("with a record in it is one", () => {
    expect(isRecordRow({ rev: 1, record: aRecord("a") })).toBe(true);
  });
});
