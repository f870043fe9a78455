import type { SurveyRecord } from "../../record/schema.ts";
import { byteLength } from "./batch.ts";

/** A record may have 16 KB; its age is added when it travels. */
const RECORD_BYTES = 16_000 - 40;

const bytesOf = (value: unknown) => byteLength(JSON.stringify(value));

/**
 * The record if it is small enough to be taken; otherwise without the largest props and traits that the page
 * gave to it, for a record that no endpoint takes would lose its answers.
 */
export function fitRecord(record: SurveyRecord): SurveyRecord {
  if (bytesOf(record) <= RECORD_BYTES) return record;
  const fitted = JSON.parse(JSON.stringify(record)) as SurveyRecord;
  const extras = [fitted.trigger.props ?? {}, fitted.user?.traits ?? {}]
    .map((holder) => Object.keys(holder).map((name) => ({ holder, name, size: bytesOf(holder[name]) })))
    .reduce((all, some) => all.concat(some))
    .sort((a, b) => b.size - a.size);
  for (const { holder, name } of extras) if (bytesOf(fitted) > RECORD_BYTES) delete holder[name];
  return fitted;
}
