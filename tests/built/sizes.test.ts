import { brotliCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBuilt } from "./files.ts";

describe("a built file", () => {
  it.each([
    ["askling.js", 7_140],
    ["askling-prompt.js", 23_970],
    ["askling-delivery.js", 6_080],
    ["askling-check.js", 11_610],
    ["askling-pattern.js", 1_235],
    ["board/board.js", 64_600],
  ])("%s takes at most %d bytes on the wire, with brotli", (name, budget) => {
    expect(brotliCompressSync(readBuilt(name)).length).toBeLessThanOrEqual(budget);
  });
});
