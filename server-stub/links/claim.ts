import { own } from "../../widget/manifest/rule.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import { retry } from "../store/retry.ts";
import type { Store } from "../store/store.ts";
import type { NewRecordRow } from "../store/tables.ts";

/** What a record is refused with whose link another record has used. */
export const LINK_USED = "link_used";

/**
 * Gives each link to the first record that comes by it with an answer, which may go on changing. It happens before the
 * record is stored, so that of two that come at once only one is: a collector that dies in between has kept the link
 * for the device that sends again.
 *
 * @returns ids of those whose link belongs to another record, which must not be stored
 */
export async function claimLinks(
  store: Pick<Store, "writer">,
  rows: readonly NewRecordRow[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const row of rows) {
    // Most records come of no link, and need not be read again.
    if (!row.body.includes('"link"')) continue;
    const record: SurveyRecord = JSON.parse(row.body);
    const link = record.trigger.on === "link" ? own(record.trigger.props, "link") : undefined;
    if (typeof link !== "string") continue;
    const isAnswer = Object.keys(record.answers).length > 0;
    if (!(await retry(() => mayUse(store, link, row, isAnswer ? at : undefined)))) refused.add(row.id);
  }
  return refused;
}

/** @param at - when the link is used by this record, if it is free; without it the record has no answer yet */
async function mayUse(
  { writer }: Pick<Store, "writer">,
  link: string,
  { site, survey, id }: NewRecordRow,
  at: Date | undefined,
): Promise<boolean> {
  if (at)
    await writer
      .updateTable("links")
      .set({ used_at: at.toISOString(), record: id })
      .where("site", "=", site)
      .where("id", "=", link)
      .where("survey", "=", survey)
      .where("used_at", "is", null)
      .execute();
  const found = await writer
    .selectFrom("links")
    .select(["used_at", "record"])
    .where("site", "=", site)
    .where("id", "=", link)
    .where("survey", "=", survey)
    .executeTakeFirst();
  if (!found?.used_at || found.record === id) return true;
  // Used before links knew by which record: whoever is known came in time.
  return found.record === null && (await isKnown(writer, site, id));
}

async function isKnown(writer: Store["writer"], site: string, id: string): Promise<boolean> {
  const found = await writer
    .selectFrom("records")
    .select("id")
    .where("site", "=", site)
    .where("id", "=", id)
    .executeTakeFirst();
  return found !== undefined;
}
