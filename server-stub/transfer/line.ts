import * as z from "zod/mini";
import { SurveyRecord } from "../../widget/record/schema.ts";
import { CASE_STATUSES } from "../answers/cases.ts";

const time = z.iso.datetime();
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/**
 * The first line of an export.
 *
 * `ends`: whether a line of type `end` closes it, as in every export but those of early versions
 */
const Header = z.object({
  type: z.literal("askling"),
  version: z.literal(1),
  site: z.string(),
  ends: z.optional(z.literal(true)),
});

/** The last line of an export, without which it was cut: how many lines there are between the first and this one. */
const EndLine = z.object({ type: z.literal("end"), lines: z.int().check(z.gte(0)) });

/** A record with what the collector knows of it. */
const RecordLine = z.object({
  type: z.literal("record"),
  shownAt: time,
  clock: z.enum(["age", "batch", "sent"]),
  receivedAt: time,
  updatedAt: time,
  identity: z.enum(["none", "unsigned", "verified", "invalid"]),
  digest,
  tags: z.array(z.string()),
  record: SurveyRecord,
});

/** A content that was set aside. */
const ConflictLine = z.object({
  type: z.literal("conflict"),
  receivedAt: time,
  digest,
  record: SurveyRecord,
});

/** The id of an erased record, so that no late copy is taken for news. */
const ErasedLine = z.object({ type: z.literal("erased"), id: z.string(), erasedAt: time });

const text = z.string();
const whole = z.int().check(z.gte(0));

/** A case, with everything that was done about it. */
export const CaseLine = z.object({
  type: z.literal("case"),
  id: z.uuid(),
  record: text,
  survey: text,
  version: whole,
  changes: whole,
  status: z.enum(CASE_STATUSES),
  level: whole,
  owner: z.nullable(text),
  assigned: z.nullable(text),
  reason: z.nullable(text),
  action: z.nullable(text),
  /** As it stood in the configuration when it opened the case. */
  rule: z.nullable(z.record(text, z.unknown())),
  openedBy: text,
  openedAt: time,
  receivedAt: time,
  dueAt: time,
  resolveBy: z.nullable(time),
  contactedAt: z.nullable(time),
  resolvedAt: z.nullable(time),
  recoveredAt: z.nullable(time),
  recoveredBy: z.nullable(text),
  touched: z.boolean(),
  overdueTold: z.boolean(),
  escalations: z.array(z.object({ at: time, webhook: text })),
  escalated: whole,
  updatedAt: time,
  notes: z.array(z.object({ at: time, by: text, text })),
  history: z.array(
    z.object({
      at: time,
      by: text,
      field: text,
      from: z.nullable(z.union([text, z.number()])),
      to: z.nullable(z.union([text, z.number()])),
    }),
  ),
});
export type CaseLine = z.infer<typeof CaseLine>;

/** A manifest that was served, as it was served. */
const ManifestLine = z.object({ type: z.literal("manifest"), servedFrom: time, body: z.string() });

/** A line of an export. */
export const Line = z.discriminatedUnion("type", [
  Header,
  ManifestLine,
  RecordLine,
  ConflictLine,
  ErasedLine,
  CaseLine,
  EndLine,
]);
export type Line = z.infer<typeof Line>;
