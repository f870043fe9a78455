import type { Notice } from "../notices/notice.ts";
import type { CaseWithRecord } from "./case.ts";
import type { SiteDefinitions } from "./definitions.ts";
import { caseRecord, printCase } from "./printCase.ts";

/** What there is to tell of a case. */
export interface CaseNews {
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
    data: { case: printCase(row, definitions, at) },
  };
}
