import * as z from "zod/mini";
import type { Webhook } from "../config/schema.ts";
import { presentDigest } from "../digest/present.ts";
import { type Card, clip, type Language } from "./card.ts";
import type { Notice } from "./notice.ts";
import { NOTICE_WORDS, type NoticeWords } from "./words.ts";

const some = z.nullish(z.string());
const CaseNotice = z.object({
  case: z.object({
    survey: z.string(),
    surveyName: some,
    touchpoint: some,
    level: z.nullish(z.number()),
    owner: some,
    assigned: some,
    dueAt: some,
    score: z.nullish(z.number()),
    text: some,
    person: z.nullish(z.object({ user: some, name: some, email: some, phone: some })),
  }),
});
const AlertNotice = z.object({ alarm: z.object({ text: z.record(z.string(), z.string()) }) });

/** Characters of a value, and of what a respondent wrote. */
const VALUE = 120;
const QUOTE = 500;

/** How a notice is put into words. */
interface Presentation {
  language: Language;
  /** Zone of times. */
  timeZone: string;
}

/** A notice in words; `data` holds only what its reader may know. */
export function presentNotice(
  { kind, data }: Pick<Notice, "kind" | "data">,
  { language, timeZone }: Presentation,
): Card {
  const words = NOTICE_WORDS[language];
  if (kind === "digest") return presentDigest(data, language);
  if (kind === "alert") {
    const { alarm } = AlertNotice.parse(data);
    return { title: words.alert, lines: [alarm.text[language] ?? ""] };
  }
  return { title: words[kind], ...presentCase(CaseNotice.parse(data).case, words, timeZone) };
}

function presentCase(
  told: z.infer<typeof CaseNotice>["case"],
  words: NoticeWords,
  timeZone: string,
): Omit<Card, "title"> {
  const { survey, surveyName, touchpoint, level, owner, assigned, dueAt, score, text, person } = told;
  const facts = [
    clip(surveyName || survey, VALUE),
    touchpoint,
    assigned && words.assigned(clip(assigned, VALUE)),
    dueAt && words.due(formatTime(dueAt, timeZone)),
    level && level > 1 && words.level(level),
    owner && words.owner(clip(owner, VALUE)),
  ];
  const who = [person?.name, person?.phone, person?.email, person?.user].flatMap((one) =>
    one ? [clip(one, VALUE)] : [],
  );
  const lines = [
    joined(facts),
    typeof score === "number" ? words.score(score) : "",
    who.length ? `${words.person}${words.colon}${joined(who)}` : "",
  ].filter(Boolean);
  return { lines, ...(text ? { quote: clip(text, QUOTE) } : {}) };
}

function joined(facts: readonly unknown[]): string {
  return facts.filter((fact) => typeof fact === "string" && fact !== "").join(" · ");
}

/** `2026-11-22 18:00` on the zone's clock. */
function formatTime(time: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(
    new Date(time),
  );
}

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
 * What a webhook is told of a notice. Of cases nothing is told that is not listed here; alarms and digests hold
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
