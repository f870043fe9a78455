import type { Case } from "../answers/cases.ts";

/** How long there is to act on a case, negative once that time is over; nothing where nobody has to act. */
export function timeLeft({ status, dueAt, resolveBy }: Case, now: Date): number | undefined {
  const until = status === "open" ? dueAt : status === "contacted" ? resolveBy : undefined;
  return until ? Date.parse(until) - now.getTime() : undefined;
}
