import { describe, expect, it } from "vitest";
import type { NewRecordRow } from "../../../server-stub/store/tables.ts";
import { UnavailableError } from "../../../server-stub/store/unavailable.ts";
import { createWriteQueue, type StoredAs } from "../../../server-stub/store/writeQueue.ts";
import { aRow } from "../../support/rows.ts";

type Write = (rows: readonly NewRecordRow[]) => Promise<StoredAs[]>;

/** A writer that waits until it is told how each group went. */
function heldWriter() {
  const groups: { ids: string[]; succeed(): void; fail(error: Error): void }[] = [];
  const write: Write = (rows) =>
    new Promise((resolve, reject) => {
      groups.push({
        ids: rows.map(({ id }) => id),
        succeed: () => resolve(rows.map(() => "stored")),
        fail: reject,
      });
    });
  return { groups, write };
}

describe("the write queue", () => {
  it("writes what came in meanwhile together", async () => {
    const { groups, write } = heldWriter();
    const queue = createWriteQueue({ write, groupSize: 3 });
    const rows = Array.from({ length: 5 }, () => aRow());
    const all = Promise.all(rows.map((row) => queue.submit([row])));
    expect(groups.map(({ ids }) => ids.length)).toEqual([1]);
    expect(queue.waiting).toBe(5);
    groups[0]?.succeed();
    await expect.poll(() => groups.length).toBe(2);
    expect(groups[1]?.ids).toEqual(rows.slice(1, 4).map(({ id }) => id));
    groups[1]?.succeed();
    await expect.poll(() => groups.length).toBe(3);
    groups[2]?.succeed();
    expect(await all).toEqual(rows.map(() => ["stored"]));
    expect(queue.waiting).toBe(0);
  });

  it("never writes two batches about one record together", async () => {
    const { groups, write } = heldWriter();
    const queue = createWriteQueue({ write });
    const row = aRow();
    const all = [queue.submit([aRow()]), queue.submit([row]), queue.submit([{ ...row, rev: 2 }])];
    groups[0]?.succeed();
    await expect.poll(() => groups.length).toBe(2);
    expect(groups[1]?.ids).toEqual([row.id]);
    groups[1]?.succeed();
    await expect.poll(() => groups.length).toBe(3);
    groups[2]?.succeed();
    await Promise.all(all);
  });

  it("refuses more than may wait, and takes again once they are written", async () => {
    const { groups, write } = heldWriter();
    const queue = createWriteQueue({ write, maxWaiting: 2 });
    const waiting = queue.submit([aRow(), aRow()]);
    expect(() => queue.admit()).toThrow(UnavailableError);
    await expect(queue.submit([aRow()])).rejects.toMatchObject({ code: "overloaded", retryAfterSeconds: 1 });
    groups[0]?.succeed();
    await waiting;
    const next = queue.submit([aRow()]);
    groups[1]?.succeed();
    expect(await next).toEqual(["stored"]);
  });

  it("fails everybody in line at once when the database is away", async () => {
    const { groups, write } = heldWriter();
    const queue = createWriteQueue({ write, groupSize: 1 });
    const all = [queue.submit([aRow()]), queue.submit([aRow()]), queue.submit([aRow()])];
    groups[0]?.fail(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
    const settled = await Promise.allSettled(all);
    for (const one of settled)
      expect(one).toMatchObject({ status: "rejected", reason: { code: "database_unavailable" } });
    expect(groups).toHaveLength(1);
    expect(queue.waiting).toBe(0);
  });

  it("lets one batch that cannot be written fail alone", async () => {
    const poison = aRow();
    const write: Write = async (rows) => {
      if (rows.includes(poison)) throw new Error("value out of range");
      return rows.map(() => "stored");
    };
    const queue = createWriteQueue({ write });
    const all = [[aRow()], [aRow()], [poison], [aRow()]].map((rows) => queue.submit(rows));
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(queue.waiting).toBe(0);
  });
});
