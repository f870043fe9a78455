import { brotliCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBuilt } from "./files.ts";

describe("a built file", () => {
  it.each([
    ["askling.js", 7_200],
    ["askling-prompt.js", 23_200],
    ["askling-delivery.js", 7_000],
    ["askling-check.js", 10_710],
    ["askling-pattern.js", 1_230],
    ["board/board.js", 64_600],
  ])("%s takes at most %d bytes on the wire, with brotli", (name, budget) => {
    expect(brotliCompressSync(readBuilt(name)).length).toBeLessThanOrEqual(budget);
  });
});
