// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { localStorageBackend, memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";

beforeEach(() => localStorage.clear());

describe.each([
  ["memory", () => memoryBackend(), false],
  ["localStorage", () => localStorageBackend("askling-1"), true],
] as const)("the backend of %s", (_name, make, durable) => {
  it("keeps, changes and removes rows one by one", async () => {
    const backend = make();
    expect(backend.durable).toBe(durable);
    expect(await backend.entries()).toEqual([]);
    await backend.change("r:a", (row) => {
      expect(row).toBeUndefined();
      return { rev: 1 };
    });
    await backend.change("r:b", () => ({ rev: 1 }));
    await backend.change("r:a", (row) => ({ rev: (row?.rev ?? 0) + 1 }));
    expect((await backend.entries()).sort()).toEqual([
      ["r:a", { rev: 2 }],
      ["r:b", { rev: 1 }],
    ]);
    await backend.change("r:a", () => undefined);
    expect(await backend.entries()).toEqual([["r:b", { rev: 1 }]]);
  });

  it("forgets everything", async () => {
    const backend = make();
    await backend.change("a", () => ({ rev: 1 }));
    await backend.clear();
    expect(await backend.entries()).toEqual([]);
  });

  it("can be used after it was closed", async () => {
    const backend = make();
    backend.close();
    await backend.change("a", () => ({ rev: 1 }));
    expect(await backend.entries()).toEqual([["a", { rev: 1 }]]);
  });
});

describe("the backend of localStorage", () => {
  it("is the same for all that go by one name, and no other's", async () => {
    await localStorageBackend("askling-1").change("a", () => ({ rev: 1 }));
    await localStorageBackend("askling-12").change("b", () => ({ rev: 2 }));
    expect(await localStorageBackend("askling-1").entries()).toEqual([["a", { rev: 1 }]]);
    expect(await localStorageBackend("askling-12").entries()).toEqual([["b", { rev: 2 }]]);
  });

  it("touches nothing of the page's", async () => {
    localStorage.setItem("cart", "3");
    const backend = localStorageBackend("askling-1");
    await backend.change("a", () => ({ rev: 1 }));
    await backend.clear();
    expect({ ...localStorage }).toEqual({ cart: "3" });
  });

  it.each(["{", "", "null"])(
    "reads past %j that another script has written, and writes over it",
    async (text) => {
      const backend = localStorageBackend("askling-1");
      await backend.change("a", () => ({ rev: 1 }));
      localStorage.setItem("askling-1:b", text);
      expect((await backend.entries()).filter(([, row]) => row)).toEqual([["a", { rev: 1 }]]);
      await backend.change("b", () => ({ rev: 5 }));
      expect(await backend.entries()).toContainEqual(["b", { rev: 5 }]);
    },
  );
});
