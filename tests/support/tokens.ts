import { createHash } from "node:crypto";

/** A token's entry of the configuration; the token is its name. */
export function aToken(name: string, role: "analyst" | "care" | "admin", more: object = {}): object {
  return { name, hash: createHash("sha256").update(name).digest("hex"), role, ...more };
}
