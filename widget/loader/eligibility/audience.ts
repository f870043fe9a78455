import { durationMs } from "../../manifest/duration.ts";
import { own, type PassesTest } from "../../manifest/rule.ts";
import type { Audience } from "../../manifest/schema.ts";
import { hash } from "../hash.ts";
import type { Verdict } from "./verdict.ts";

/** What an audience is judged by. */
export interface AudienceFacts {
  /** Judges tests. */
  passesTest: PassesTest;
  url: string;
  referrer: string;
  traits: Readonly<Record<string, unknown>>;
  /** Props of the triggering event. */
  props: Readonly<Record<string, unknown>>;
  device: string;
  locale: string;
  platform: string;
  /** The visitor's random id, for samples; made only for those surveys that ask for it. */
  visitorId(): string;
  /** Whether the visitor was here before this visit. */
  visitor: "new" | "returning";
  /** Milliseconds since the visitor was first seen. */
  since: number;
}

const TESTED = ["url", "referrer", "device", "locale", "platform", "visitor"] as const;

/** Judges an audience, one verdict a condition; all must pass. */
export function judgeAudience(audience: Audience, facts: AudienceFacts, survey: string): Verdict[] {
  const { passesTest } = facts;
  const verdicts: Verdict[] = [];
  const add = (name: string, pass: boolean, found: unknown, needs: unknown) =>
    verdicts.push([`audience.${name}`, pass, found, needs]);
  for (const name of TESTED) {
    const test = audience[name];
    if (test !== undefined) add(name, passesTest(facts[name], test), facts[name], test);
  }
  for (const name of ["traits", "props"] as const) {
    const tests = audience[name] || {};
    for (const key of Object.keys(tests)) {
      const value = own(facts[name], key);
      add(`${name}.${key}`, passesTest(value, tests[key] as never), value, tests[key]);
    }
  }
  const { since, sample, any, not } = audience;
  if (since) add("since", facts.since >= durationMs(since), facts.since, since);
  if (sample !== undefined) {
    const share = sampleShare(facts.visitorId(), survey);
    add("sample", share < sample, share, { lt: sample });
  }
  const passes = (one: Audience) => judgeAudience(one, facts, survey).every(([, pass]) => pass);
  if (any) add("any", any.some(passes), any.filter(passes).length, any.length);
  if (not) add("not", !passes(not), passes(not), false);
  return verdicts;
}

/**
 * Where a visitor lies in a survey's sample: the hash of visitor and survey as a number from 0 (inclusive)
 * to 1 (exclusive), so that the same visitor is always in or always out, and samples of different surveys
 * are independent.
 */
export function sampleShare(visitor: string, survey: string): number {
  return hash(`${visitor}\n${survey}`) / 2 ** 32;
}
