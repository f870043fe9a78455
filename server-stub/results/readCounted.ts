import type { SurveyRecord } from "../../widget/record/schema.ts";
import type { Count } from "../answers/results.ts";
import { type RecordSelection, streamContents } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import type { RecordRow } from "../store/tables.ts";
import type { SurveyDefinitions } from "./definitions.ts";
import { type Conditions, type DimensionedRecord, meets } from "./dimension.ts";
import { type CountedRecord, isAnswered } from "./tally.ts";

/** What to count. */
interface CountedSelection {
  selection: RecordSelection;
  /** All of these must be met. */
  conditions: readonly Conditions[];
  count: Count;
}

/** The record that a row holds, with its tags. */
export function recordOf(row: Pick<RecordRow, "body"> & { tags?: string | null }): DimensionedRecord {
  const record: SurveyRecord = JSON.parse(row.body);
  return row.tags ? { ...record, tags: JSON.parse(row.tags) } : record;
}

/**
 * Hands over the records to count, by time of showing. With `count: "people"`, of each identified person (or else
 * each anonymous visitor) the latest answered record, or the latest showing if none was answered.
 */
export async function readCounted(
  store: Store,
  definitions: SurveyDefinitions,
  { selection, conditions, count }: CountedSelection,
  take: (counted: CountedRecord) => void,
): Promise<void> {
  const people = new Map<string, CountedRecord>();
  for await (const rows of streamContents(store, selection))
    for (const { record: content, shownAt, tags } of rows) {
      const record: DimensionedRecord = tags ? { ...content, tags } : content;
      if (!conditions.every((condition) => meets(record, condition))) continue;
      const asked = definitions.askedIn(record.surveyRevision, shownAt);
      const answered = isAnswered(record.answers, asked);
      const counted = { record, shownAt, asked, answered };
      if (count === "records") take(counted);
      else {
        const person = personOf(record);
        // Rows come by time, so a later one of the same worth takes the place of an earlier one.
        if (answered || !people.get(person)?.answered) people.set(person, counted);
      }
    }
  for (const counted of [...people.values()].sort((a, b) => (a.shownAt < b.shownAt ? -1 : 1))) take(counted);
}

function personOf({ user, visitor, id }: DimensionedRecord): string {
  if (user?.id) return `user ${user.id}`;
  return visitor === undefined ? `record ${id}` : `visitor ${visitor}`;
}
