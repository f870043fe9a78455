import { own } from "../../widget/manifest/rule.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Case } from "../answers/cases.ts";
import type { Notice } from "../notices/notice.ts";
import type { SiteDefinitions } from "../results/definitions.ts";
import type { DimensionedRecord } from "../results/dimension.ts";
import { recordOf } from "../results/readCounted.ts";
import { type CaseWithRecord, historyOf, notesOf } from "./case.ts";
import { scoreOf, verbatimOf } from "./score.ts";
import { isOverdue } from "./timetable.ts";

/** The record that a case is about. */
export function caseRecord(row: CaseWithRecord): DimensionedRecord {
  return recordOf({ body: row.record_body, tags: row.record_tags });
}

/** A case as it is handed out. */
export function serializeCase(row: CaseWithRecord, definitions: SiteDefinitions, now: Date): Case {
  const record = caseRecord(row);
  const { askedIn, newest } = definitions(row.survey);
  const asked = askedIn(record.surveyRevision, row.record_shown_at);
  const score = scoreOf(record, asked);
  return {
    id: row.id,
    version: row.version,
    survey: row.survey,
    surveyName: newest?.name || null,
    touchpoint: record.touchpoint ?? null,
    record: row.record,
    status: row.status,
    recovered: row.recovered_at !== null,
    recoveredAt: row.recovered_at,
    recoveredBy: row.recovered_by,
    level: row.level,
    owner: row.owner,
    assigned: row.assigned,
    reason: row.reason,
    action: row.action,
    openedAt: row.opened_at,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    resolveBy: row.resolve_by,
    overdue: isOverdue(row, now),
    contactedAt: row.contacted_at,
    resolvedAt: row.resolved_at,
    escalated: row.escalated,
    openedBy: row.opened_by,
    shownAt: row.record_shown_at,
    answers: record.answers,
    score: score?.value ?? null,
    scoreType: score?.question.type ?? null,
    text: verbatimOf(record, asked) ?? null,
    person: personOf(record, asked),
    traits: record.user?.traits ?? {},
    props: record.trigger.props ?? {},
    locale: record.locale ?? null,
    notes: notesOf(row),
    history: historyOf(row),
  };
}

/** The person to call: what was answered to a contact question counts before traits of the same names. */
function personOf(record: DimensionedRecord, asked: ReadonlyMap<string, Question>): Case["person"] {
  const contacts = [...asked.values()].flatMap(({ id, type }) =>
    type === "contact" ? [own(record.answers, id)] : [],
  );
  const find = (name: string) => {
    const given = [...contacts.map((contact) => own(contact, name)), own(record.user?.traits, name)];
    const value = given.find((one) => one !== undefined && one !== null && one !== "");
    return value === undefined ? null : String(value);
  };
  return {
    user: record.user?.id ?? null,
    visitor: record.visitor ?? null,
    name: find("name"),
    email: find("email"),
    phone: find("phone"),
  };
}

/** What there is to tell of a case. */
interface CaseNews {
  kind: "case" | "overdue" | "escalated";
  row: CaseWithRecord;
  at: Date;
  /** For an escalation: whom it goes to, and which of the case's escalations it is. */
  escalation?: { webhook: string; step: number };
}

/** A notice of a case; its `data.case` is the case as it is handed out. */
export function noticeOf({ kind, row, at, escalation }: CaseNews, definitions: SiteDefinitions): Notice {
  return {
    id: [kind, row.id, ...(escalation ? [escalation.step] : [])].join(":"),
    kind,
    at: at.toISOString(),
    record: caseRecord(row),
    ...(escalation ? { webhook: escalation.webhook } : {}),
    data: { case: serializeCase(row, definitions, at) },
  };
}
