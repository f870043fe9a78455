import type { CaseStatus } from "../answers/cases.ts";
import { FollowUpRule } from "../config/schema.ts";
import { recordOf } from "../results/readCounted.ts";
import { chunksOf } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { RecordRow } from "../store/tables.ts";
import { BY_RULE, type CaseWithRecord } from "./case.ts";
import { changeCase } from "./changeCase.ts";
import { type OpeningParts, openCases, type PlannedCase } from "./openCases.ts";
import { isUnhappy, planCase, ruleFor } from "./plan.ts";
import { readCasesOf } from "./readCases.ts";

/** What the rules are applied with. */
interface RuleParts extends OpeningParts {
  store: Pick<Store, "writer" | "reader" | "engine">;
  /** Zone of the working hours. */
  timeZone: string;
  clock(): Date;
}

/** Opened in one transaction, so that batches have their turn in between. */
const BATCH_SIZE = 100;

/**
 * Applies the rules to records: opens cases, and withdraws untouched ones whose records no rule holds for
 * any more, or opens them again.
 *
 * @returns how many cases were opened
 */
export async function applyRules(parts: RuleParts, rows: readonly RecordRow[]): Promise<number> {
  const { store, site, now, timeZone } = parts;
  const known = await readCasesOf(
    store.reader,
    site.key,
    rows.map(({ id }) => id),
  );
  const cases = new Map(known.map((entry) => [entry.record, entry]));
  const planned: PlannedCase[] = [];
  for (const row of rows) {
    // Texts may be long and rules many: requests have their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
    const record = recordOf(row);
    const rule = ruleFor(site.followUp, record);
    const existing = cases.get(row.id);
    if (existing) {
      const isUnhappyStill = rule !== undefined || isStillUnhappy(existing, row);
      await follow(parts, existing, isUnhappyStill ? "open" : "withdrawn");
    } else if (rule) {
      // Of the answer: its showing may have come hours before.
      // Records that came while the clock was ahead have a time in the future, and their cases must not wait for it.
      // What has come since this look began is not of the future.
      const time = parts.clock().toISOString();
      const receivedAt = row.updated_at < time ? row.updated_at : time;
      const opening = { site: site.key, record, receivedAt, now, timeZone };
      planned.push({ plan: planCase(rule, opening), record: row });
    }
  }
  let opened = 0;
  for (const some of chunksOf(planned, BATCH_SIZE)) opened += (await openCases(parts, some)).length;
  return opened;
}

/** By the rule that opened the case, which may have left the configuration since. */
function isStillUnhappy({ rule }: CaseWithRecord, row: RecordRow): boolean {
  const parsed = rule === null ? undefined : FollowUpRule.safeParse(JSON.parse(rule));
  return parsed?.success === true && isUnhappy(parsed.data, recordOf(row));
}

/** Moves an untouched case to the status that its record asks for. */
async function follow(
  { store, now }: RuleParts,
  known: CaseWithRecord,
  status: Extract<CaseStatus, "open" | "withdrawn">,
): Promise<void> {
  const isToMove = (row: CaseWithRecord) => !row.touched && row.status !== status;
  if (!isToMove(known)) return;
  await changeCase(store, { site: known.site, id: known.id, now }, (row) => {
    if (!isToMove(row)) return undefined;
    const event = { at: now.toISOString(), by: BY_RULE, field: "status", from: row.status, to: status };
    return { set: { status, version: row.version + 1 }, events: [event] };
  });
}
