import * as z from "zod/mini";
import { Answer, dictionary, Scalar } from "./values.ts";

/** How far the care for an unhappy respondent has come. */
export const CASE_STATUSES = ["open", "contacted", "resolved", "unreachable", "withdrawn"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

const text = z.nullable(z.string());

/** A note on a case; `by` is the name of a token, `at` ISO 8601, UTC. */
const CaseNote = z.object({ at: z.string(), by: z.string(), text: z.string() });
export type CaseNote = z.infer<typeof CaseNote>;

const Changed = z.nullable(z.union([z.string(), z.number()]));
/** What was changed of a case; `by` is the name of a token, or `rule` for what went by itself. */
const CaseEvent = z.object({
  at: z.string(),
  by: z.string(),
  field: z.string(),
  from: Changed,
  to: Changed,
});
export type CaseEvent = z.infer<typeof CaseEvent>;

/** A case as it is handed out, with what its record says. Times are ISO 8601, UTC. */
export const Case = z.object({
  id: z.string(),
  /** For `If-Match`. */
  version: z.number(),
  survey: z.string(),
  /** What the owner calls the survey; `null` if it has no name. */
  surveyName: text,
  touchpoint: text,
  record: z.string(),
  status: z.enum(CASE_STATUSES),
  /** Whether a later answer of the same person was a satisfied one. */
  recovered: z.boolean(),
  recoveredAt: text,
  /** Id of the record with that answer. */
  recoveredBy: text,
  level: z.number(),
  owner: text,
  assigned: text,
  reason: text,
  action: text,
  openedAt: z.string(),
  /** When the collector first heard of the record. */
  receivedAt: z.string(),
  dueAt: z.string(),
  resolveBy: text,
  /** Whether nobody has made contact in time, or resolved it in time. */
  overdue: z.boolean(),
  contactedAt: text,
  resolvedAt: text,
  /** How many escalations were told. */
  escalated: z.number(),
  /** `rule`, or the name of a token. */
  openedBy: z.string(),
  shownAt: z.string(),
  answers: dictionary(Answer),
  /** The first nps, csat, ces or rating answer. */
  score: z.nullable(z.number()),
  scoreType: text,
  /** The first answer in own words. */
  text,
  person: z.object({ user: text, visitor: text, name: text, email: text, phone: text }),
  traits: dictionary(z.nullable(Scalar)),
  props: dictionary(z.nullable(Scalar)),
  locale: text,
  notes: z.array(CaseNote),
  history: z.array(CaseEvent),
});
export type Case = z.infer<typeof Case>;

/** The answer of `GET /v1/cases`: a page, what the next one is asked by, and the reasons given before. */
export const Cases = z.object({
  cases: z.array(Case),
  cursor: text,
  reasons: z.array(z.string()),
});
export type Cases = z.infer<typeof Cases>;

/** The answer of `POST /v1/cases/:id/link`. */
export const AskingLink = z.object({ url: z.string(), expiresAt: z.string() });
export type AskingLink = z.infer<typeof AskingLink>;

const FUNNEL = {
  /** All cases but those that were withdrawn. */
  unhappy: z.number(),
  /** Cases that are open now. */
  open: z.number(),
  /** Cases whose next step should have been done. */
  overdue: z.number(),
  /** Cases with a first contact, whatever came after. */
  contacted: z.number(),
  /** Cases that were resolved, whatever came after. */
  resolved: z.number(),
  /** Cases that are given up now. */
  unreachable: z.number(),
  withdrawn: z.number(),
  /** Cases whose person gave a satisfied answer later. */
  recovered: z.number(),
  /** From receipt to first contact, hours of the clock. */
  medianHoursToContact: z.nullable(z.number()),
  /** Share of cases contacted by their due time, of those that were contacted or have fallen due. */
  contactedInTime: z.nullable(z.number()),
};
/** How far the care for the unhappy has come. */
export type Funnel = z.infer<z.ZodMiniObject<typeof FUNNEL>>;

/** The answer of `GET /v1/followup`: the funnel, whole and by group. */
export const FollowUp = z.object({
  ...FUNNEL,
  by: z.optional(z.string()),
  /** Largest first; `value` is `null` for cases without one. */
  groups: z.optional(z.array(z.object({ ...FUNNEL, value: text }))),
});
export type FollowUp = z.infer<typeof FollowUp>;
