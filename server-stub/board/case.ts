import type { Case } from "../answers/cases.ts";

/** How long there is to act on a case, in milliseconds, negative once that time is over; nothing where no step is due. */
export function timeLeft({ status, dueAt, resolveBy }: Case, now: Date): number | undefined {
  const until = status === "open" ? dueAt : status === "contacted" ? resolveBy : undefined;
  return until ? Date.parse(until) - now.getTime() : undefined;
}

/** What has been typed at a case and not yet been saved. */
export interface Draft {
  reason: string;
  action: string;
  note: string;
}

export const EMPTY_DRAFT: Draft = { reason: "", action: "", note: "" };

/** What the fields hold before anything is typed. */
export function draftOf({ reason, action }: Case): Draft {
  return { reason: reason ?? "", action: action ?? "", note: "" };
}

/**
 * A draft once its case has changed: a field that still is as it was known shows the newer value, what was typed
 * since stays.
 */
export function rebaseDraft(draft: Draft, known: Draft, fresh: Draft): Draft {
  const rebased = (field: keyof Draft) => (draft[field] === known[field] ? fresh[field] : draft[field]);
  return { reason: rebased("reason"), action: rebased("action"), note: rebased("note") };
}

/** What can be changed of a case besides what is typed. */
export type CaseChange = Partial<Pick<Case, "status">> & { owner?: string | null };

/** The change that a draft makes, as the collector takes it; empty if none. */
export function changeIn(
  draft: Draft,
  shown: Case,
): CaseChange & Partial<Record<keyof Draft, string | null>> {
  const known = draftOf(shown);
  const [reason, action, note] = [draft.reason.trim(), draft.action.trim(), draft.note.trim()];
  return {
    ...(reason === known.reason ? {} : { reason: reason || null }),
    ...(action === known.action ? {} : { action: action || null }),
    ...(note ? { note } : {}),
  };
}
