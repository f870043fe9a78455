import type { Webhook } from "../config/schema.ts";
import type { Notice } from "./notice.ts";

/** What of a case tells nothing of the person and nothing of what they said. */
const CASE_FIGURES = [
  "id",
  "version",
  "survey",
  "surveyName",
  "touchpoint",
  "record",
  "status",
  "recovered",
  "recoveredAt",
  "level",
  "owner",
  "assigned",
  "reason",
  "openedAt",
  "receivedAt",
  "dueAt",
  "resolveBy",
  "overdue",
  "contactedAt",
  "resolvedAt",
  "escalated",
  "openedBy",
  "shownAt",
] as const;
/** What `"content": "answers"` adds. Notes and history stay here: colleagues wrote them for each other. */
const CASE_ANSWERS = [
  "score",
  "scoreType",
  "text",
  "answers",
  "person",
  "traits",
  "props",
  "locale",
] as const;

/**
 * What a webhook is told of a notice. Of cases what is not listed here is told to nobody; alarms and digests hold
 * figures only.
 */
export function contentFor(
  { kind, data }: Pick<Notice, "kind" | "data">,
  content: Webhook["content"] = "figures",
): Readonly<Record<string, unknown>> {
  if (kind === "alert" || kind === "digest") return data;
  const names = content === "answers" ? [...CASE_FIGURES, ...CASE_ANSWERS] : CASE_FIGURES;
  const { case: told } = data;
  if (typeof told !== "object" || told === null) return {};
  const entries = Object.entries(told).filter(([name]) => names.some((one) => one === name));
  return { case: Object.fromEntries(entries) };
}
