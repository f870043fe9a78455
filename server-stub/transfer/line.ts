import * as z from "zod/mini";
import { SurveyRecord } from "../../widget/record/schema.ts";

const time = z.iso.datetime();
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The first line of an export. */
export const Header = z.object({ type: z.literal("askling"), version: z.literal(1), site: z.string() });

/** A record with what the collector knows of it. */
export const RecordLine = z.object({
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
export const ConflictLine = z.object({
  type: z.literal("conflict"),
  receivedAt: time,
  digest,
  record: SurveyRecord,
});

/** The id of an erased record, so that no late copy is taken for news. */
export const ErasedLine = z.object({ type: z.literal("erased"), id: z.string(), erasedAt: time });

/** A manifest that was served, as it was served. */
export const ManifestLine = z.object({ type: z.literal("manifest"), servedFrom: time, body: z.string() });

/** A line of an export. */
export const Line = z.discriminatedUnion("type", [
  Header,
  ManifestLine,
  RecordLine,
  ConflictLine,
  ErasedLine,
]);
export type Line = z.infer<typeof Line>;
