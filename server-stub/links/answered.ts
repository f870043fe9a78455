import { own } from "../../widget/manifest/rule.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import type { Db, NewRecordRow } from "../store/tables.ts";
import { useLink } from "./links.ts";

/**
 * Marks the links of records that were answered and have ended. What has not ended leaves its link open, so that who
 * was interrupted can come back.
 */
export async function useAnsweredLinks(db: Db, rows: readonly NewRecordRow[], at: Date): Promise<void> {
  for (const { site, state, body } of rows) {
    if (state !== "complete" && state !== "dismissed") continue;
    // Most records come of no link, and need not be read again.
    if (!body.includes('"link"')) continue;
    const record: SurveyRecord = JSON.parse(body);
    const link = record.trigger.on === "link" ? own(record.trigger.props, "link") : undefined;
    if (typeof link === "string" && Object.keys(record.answers).length) await useLink(db, site, link, at);
  }
}
