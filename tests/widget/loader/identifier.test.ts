import { describe, expect, it } from "vitest";
import { makeIdentifier } from "../../../widget/loader/identifier.ts";

describe("an identifier", () => {
  const made = Array.from({ length: 2_000 }, makeIdentifier);

  it("is a UUID of version 4", () => {
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("is never made twice", () => {
    expect(new Set(made).size).toBe(made.length);
  });
});
