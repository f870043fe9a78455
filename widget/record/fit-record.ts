import { cutText, originOf } from "./address.ts";
import { jsonBytes } from "./bytes.ts";
import type { SurveyRecord } from "./schema.ts";

/** A record may have 16 KB; its age is added when it travels. */
const RECORD_BYTES = 16_000 - 40;
/** Ids are no longer than this; what is longer is a text. */
const MAX_ID = 100;
/** What is smaller tells whose record it is, unless it is a prop or a trait. */
const MIN_BYTES = 400;

/** A value of a record that holds no others. */
interface Leaf {
  holder: Record<string, unknown>;
  name: string;
  bytes: number;
}

/**
 * The record if it is small enough to be taken; otherwise without the largest things that the page gave to it, for
 * a record that no endpoint takes would lose its answers. If the answers alone are too large, the longest texts are
 * cut at their ends.
 */
export function fitRecord(record: SurveyRecord): SurveyRecord {
  const fitted: SurveyRecord = JSON.parse(JSON.stringify(record));
  const { answers, trigger, user, page } = fitted;
  const countOver = () => jsonBytes(fitted) - RECORD_BYTES;
  let over = countOver();
  if (over <= 0) return record;
  for (const { holder, name, bytes } of leavesOf(fitted, answers)) {
    const mayGo = bytes > MIN_BYTES || holder === trigger.props || holder === user?.traits;
    if (!mayGo || over <= 0) continue;
    if (page && holder === page && name === "url") page.url = cutText(originOf(page.url), MAX_ID);
    else delete holder[name];
    // To write all of it anew for each of a thousand traits would take seconds.
    over -= bytes + jsonBytes(name) + 2;
    if (over <= 0) over = countOver();
  }
  for (over = countOver(); over > 0; over = countOver()) {
    const [longest] = leavesOf(answers);
    const text = longest?.holder[longest.name];
    if (!longest || typeof text !== "string" || text.length <= MAX_ID) break;
    // A unit of length has at most three bytes; a quarter at most, since another text may be the longest then.
    const units = Math.ceil(Math.min(over / 3, text.length / 4));
    longest.holder[longest.name] = cutText(text, text.length - units);
  }
  return fitted;
}

/** The largest first. */
function leavesOf(holder: Record<string, unknown>, without?: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  for (const name of Object.keys(holder)) {
    const value = holder[name];
    if (!isHolder(value)) leaves.push({ holder, name, bytes: jsonBytes(value) });
    else if (value !== without) leaves.push(...leavesOf(value));
  }
  return leaves.sort((a, b) => b.bytes - a.bytes);
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
