import type { ProxyAct } from "../../support/proxy.ts";
import type { Chance } from "./chance.ts";

const STORMS: readonly ProxyAct[] = [
  "drop",
  "lose",
  "truncate",
  "html",
  "duplicate",
  { delayMs: 50 },
  { delayMs: 900 },
  { status: 500 },
  { status: 503, headers: { "Retry-After": "1", "Access-Control-Expose-Headers": "Retry-After" } },
  { status: 429, body: '{"retryAfterMs":700}' },
  { status: 408 },
  { status: 200, body: '{"serverTime":"","results":{}}' },
];

/** What becomes of the next batch: about half of them pass. */
export function nextWeather(chance: Chance, records: number): ProxyAct {
  if (chance.percent(50)) return "pass";
  if (records > 1 && chance.percent(8)) return { status: 413 };
  if (chance.percent(1)) return "hang";
  return STORMS[chance.whole(STORMS.length)] ?? "pass";
}
