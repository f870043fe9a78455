import { jsonBytes } from "../../record/bytes.ts";
import type { SurveyRecord } from "../../record/schema.ts";

/** A record may have 16 KB; its age is added when it travels. */
const RECORD_BYTES = 16_000 - 40;

/**
 * The record if it is small enough to be taken; otherwise without the largest props and traits that the page
 * gave to it, for a record that no endpoint takes would lose its answers. If the answers alone are too large,
 * the longest texts are cut at their ends.
 */
export function fitRecord(record: SurveyRecord): SurveyRecord {
  if (jsonBytes(record) <= RECORD_BYTES) return record;
  const fitted = JSON.parse(JSON.stringify(record)) as SurveyRecord;
  const extras = [fitted.trigger.props ?? {}, fitted.user?.traits ?? {}]
    .map((holder) => Object.keys(holder).map((name) => ({ holder, name, size: jsonBytes(holder[name]) })))
    .reduce((all, some) => all.concat(some))
    .sort((a, b) => b.size - a.size);
  for (const { holder, name } of extras) if (jsonBytes(fitted) > RECORD_BYTES) delete holder[name];
  for (let over = jsonBytes(fitted) - RECORD_BYTES; over > 0; over = jsonBytes(fitted) - RECORD_BYTES) {
    const [longest] = Object.keys(fitted.answers).sort(
      (a, b) => jsonBytes(fitted.answers[b]) - jsonBytes(fitted.answers[a]),
    );
    const text = longest === undefined ? undefined : fitted.answers[longest];
    if (longest === undefined || typeof text !== "string" || !text) break;
    // A unit of length has at most three bytes; a quarter at most, since another text may be the longest then.
    const units = Math.ceil(Math.min(over / 3, text.length / 4));
    fitted.answers[longest] = text.slice(0, text.length - units).replace(/[\uD800-\uDBFF]$/, "");
  }
  return fitted;
}
