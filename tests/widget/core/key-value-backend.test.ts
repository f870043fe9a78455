import { describe, expect, it } from "vitest";
import type { KeyValueStorage } from "../../../widget/core/api.ts";
import { keyValueBackend } from "../../../widget/core/key-value-backend.ts";

const later = <Value>(value: Value) => new Promise<Value>((resolve) => setTimeout(resolve, 0, value));

/** An app's storage over a map, which answers at once or by promises. */
function aStorage(byPromises: boolean) {
  const texts = new Map<string, string>();
  const answer = <Value>(value: Value) => (byPromises ? later(value) : value);
  const storage: KeyValueStorage = {
    keys: () => answer([...texts.keys()]) as string[],
    get: (key) => answer(texts.get(key)),
    set: (key, text) => answer(texts.set(key, text)),
    remove: (key) => answer(texts.delete(key)),
  };
  return { texts, backend: keyValueBackend(storage, "askling:") };
}

describe.each([
  ["at once", false],
  ["by promises", true],
])("rows in an app's storage that answers %s", (_how, byPromises) => {
  it("are kept, changed and removed one by one", async () => {
    const { backend } = aStorage(byPromises);
    await backend.change("r:a", () => ({ rev: 1 }));
    await backend.change("r:b", () => ({ rev: 1 }));
    await backend.change("r:a", (row) => ({ rev: (row?.rev ?? 0) + 1 }));
    expect(await backend.entries()).toEqual([
      ["r:a", { rev: 2 }],
      ["r:b", { rev: 1 }],
    ]);
    await backend.change("r:a", () => undefined);
    expect(await backend.entries()).toEqual([["r:b", { rev: 1 }]]);
  });

  it("count every change of those that come at the same time", async () => {
    const { backend } = aStorage(byPromises);
    const count = () => backend.change("e", (row) => ({ rev: (row?.rev ?? 0) + 1 }));
    await Promise.all([count(), count(), count()]);
    expect(await backend.entries()).toEqual([["e", { rev: 3 }]]);
  });

  it("lie beside the app's own texts, which stay as they are", async () => {
    const { backend, texts } = aStorage(byPromises);
    texts.set("cart", "3").set("askling:broken", "{").set("askling:empty", "");
    await backend.change("a", () => ({ rev: 1 }));
    expect(await backend.entries()).toEqual([["a", { rev: 1 }]]);
    await backend.clear();
    expect([...texts]).toEqual([["cart", "3"]]);
  });

  it("go on after a change that could not be made", async () => {
    const { backend } = aStorage(byPromises);
    const failing = backend.change("a", () => {
      throw new Error("not now");
    });
    await expect(failing).rejects.toThrow("not now");
    await backend.change("a", () => ({ rev: 1 }));
    expect(await backend.entries()).toEqual([["a", { rev: 1 }]]);
  });
});
