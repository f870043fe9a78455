import { createHmac, timingSafeEqual } from "node:crypto";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import type { IdentityVerdict } from "../store/tables.ts";

/** What a site demands of identified users. */
export interface IdentityRules {
  /** Newest first; any of them may have signed. Empty: nothing can be verified. */
  secrets: readonly string[];
  /** Whether an unsigned identity counts as none. */
  requireSignature: boolean;
}

/** When a record was shown and came in, by the collector's clock. */
interface RecordTimes {
  shownAt: Date;
  receivedAt: Date;
}

/**
 * As long as a device keeps an answer. The time of showing is at last what the sender says, so that without an end to
 * this an expired signature could be used for ever.
 */
const GRACE_MS = 30 * 86_400_000;

/** Hex HMAC-SHA256 of `userId + "\n" + expires` (Unix seconds), as the site's server signs a user. */
export function signUser(userId: string, expires: number, secret: string): string {
  return createHmac("sha256", secret).update(`${userId}\n${expires}`).digest("hex");
}

/**
 * Whether a signature is right and had not expired.
 *
 * @param at - the time at which it must have held
 */
export function isSignatureValid(
  { id, expires, signature }: { id: string; expires: number; signature: string },
  secrets: readonly string[],
  at: Date,
): boolean {
  const given = Buffer.from(signature.toLowerCase());
  let right = false;
  for (const secret of secrets) {
    const expected = Buffer.from(signUser(id, expires, secret));
    if (given.length === expected.length && timingSafeEqual(given, expected)) right = true;
  }
  return right && at.getTime() <= expires * 1000;
}

/**
 * Verifies the user that a record names. A signature must have held when the survey was shown, so that an answer
 * that waited for a connection keeps its identity; and it may not have waited for longer than a device keeps it.
 */
export function verifyIdentity(
  user: SurveyRecord["user"],
  { secrets, requireSignature }: IdentityRules,
  { shownAt, receivedAt }: RecordTimes,
): IdentityVerdict {
  const { id, signature } = user ?? {};
  // An empty id identifies no user.
  if (!id) return "none";
  const isVerifiable = secrets.length > 0 && signature !== undefined && signature !== null;
  if (!isVerifiable) return requireSignature ? "invalid" : "unsigned";
  const expires = secondsOf(user?.expires);
  const valid =
    typeof signature === "string" &&
    expires !== undefined &&
    isSignatureValid({ id, expires, signature }, secrets, shownAt) &&
    receivedAt.getTime() <= expires * 1000 + GRACE_MS;
  return valid ? "verified" : "invalid";
}

/** Unix seconds; templates of servers write them as text. */
function secondsOf(expires: unknown): number | undefined {
  if (typeof expires === "string" && /^[1-9]\d{0,14}$/.test(expires)) return Number(expires);
  return typeof expires === "number" ? expires : undefined;
}
