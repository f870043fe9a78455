import { createHash } from "node:crypto";

/** Bytes of an id that stand in the index as they are. */
const LONGEST = 256;

/**
 * A user's id as the column `user_id` has it: itself, or its hash where it is long. PostgreSQL refuses rows whose
 * indexed values together exceed 2,704 bytes, and an answer must not be lost over that; the record's body keeps
 * the id itself.
 */
export function userKey(id: string): string {
  if (Buffer.byteLength(id) <= LONGEST) return id;
  return `sha256:${createHash("sha256").update(id).digest("hex")}`;
}
