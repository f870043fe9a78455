import { describe, expect, it } from "vitest";
import { createGate } from "../../../server-stub/ingest/gate.ts";

/** Work that is under way until it is told to end. */
function heldWork() {
  const begun: { end(): void }[] = [];
  const work = () => new Promise<void>((resolve) => void begun.push({ end: resolve }));
  return { begun, work };
}

describe("the gate before ingest", () => {
  it("lets in as many as fit, the others in the order they came", async () => {
    const gate = createGate({ inside: 1 });
    const { begun, work } = heldWork();
    const order: string[] = [];
    const all = ["a", "b", "c"].map((name) => gate.pass(work).then(() => order.push(name)));
    await expect.poll(() => begun.length).toBe(1);
    expect(gate.waiting).toBe(2);
    for (const round of [1, 2, 3]) {
      begun[round - 1]?.end();
      await expect.poll(() => order.length).toBe(round);
    }
    await Promise.all(all);
    expect(order).toEqual(["a", "b", "c"]);
    expect(gate.waiting).toBe(0);
  });

  it("gives its place up when work fails", async () => {
    const gate = createGate({ inside: 1 });
    await expect(gate.pass(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await gate.pass(async () => "in")).toBe("in");
  });

  it("refuses when too many wait, and those whose turn does not come in time", async () => {
    const gate = createGate({ inside: 1, maxWaiting: 1, timeoutMs: 20 });
    const { begun, work } = heldWork();
    const inside = gate.pass(work);
    const waiting = gate.pass(work);
    expect(() => gate.admit()).toThrow(/wait to be stored/);
    await expect(gate.pass(work)).rejects.toMatchObject({ code: "overloaded", retryAfterSeconds: 2 });
    await expect(waiting).rejects.toMatchObject({ code: "overloaded" });
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await inside;
    expect(await gate.pass(async () => "in")).toBe("in");
  });
});
