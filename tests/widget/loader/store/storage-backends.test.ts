// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { localStorageBackend, memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";

beforeEach(() => localStorage.clear());

describe.each([
  ["memory", () => memoryBackend(), false],
  ["localStorage", () => localStorageBackend("askling-1"), true],
] as const)("the rung of %s", (_name, make, durable) => {
  it("keeps, changes and removes rows one by one", async () => {
    const rung = make();
    expect(rung.durable).toBe(durable);
    expect(await rung.entries()).toEqual([]);
    await rung.change("r:a", (row) => {
      expect(row).toBeUndefined();
      return { rev: 1 };
    });
    await rung.change("r:b", () => ({ rev: 1 }));
    await rung.change("r:a", (row) => ({ rev: (row?.rev ?? 0) + 1 }));
    expect((await rung.entries()).sort()).toEqual([
      ["r:a", { rev: 2 }],
      ["r:b", { rev: 1 }],
    ]);
    await rung.change("r:a", () => undefined);
    expect(await rung.entries()).toEqual([["r:b", { rev: 1 }]]);
  });

  it("forgets everything", async () => {
    const rung = make();
    await rung.change("a", () => ({ rev: 1 }));
    await rung.clear();
    expect(await rung.entries()).toEqual([]);
  });

  it("can be used after it was closed", async () => {
    const rung = make();
    rung.close();
    await rung.change("a", () => ({ rev: 1 }));
    expect(await rung.entries()).toEqual([["a", { rev: 1 }]]);
  });
});

describe("the rung of localStorage", () => {
  it("is the same for all that go by one name, and no other's", async () => {
    await localStorageBackend("askling-1").change("a", () => ({ rev: 1 }));
    await localStorageBackend("askling-12").change("b", () => ({ rev: 2 }));
    expect(await localStorageBackend("askling-1").entries()).toEqual([["a", { rev: 1 }]]);
    expect(await localStorageBackend("askling-12").entries()).toEqual([["b", { rev: 2 }]]);
  });

  it("touches nothing of the page's", async () => {
    localStorage.setItem("cart", "3");
    const rung = localStorageBackend("askling-1");
    await rung.change("a", () => ({ rev: 1 }));
    await rung.clear();
    expect({ ...localStorage }).toEqual({ cart: "3" });
  });

  it.each(["{", "", "null"])(
    "reads past %j that somebody else has written, and writes over it",
    async (text) => {
      const rung = localStorageBackend("askling-1");
      await rung.change("a", () => ({ rev: 1 }));
      localStorage.setItem("askling-1:b", text);
      expect((await rung.entries()).filter(([, row]) => row)).toEqual([["a", { rev: 1 }]]);
      await rung.change("b", () => ({ rev: 5 }));
      expect(await rung.entries()).toContainEqual(["b", { rev: 5 }]);
    },
  );
});
