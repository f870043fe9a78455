import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { type Job, startRepeating } from "../repeat.ts";
import { definitionsOf } from "../results/definitions.ts";
import { readCounted } from "../results/readCounted.ts";
import { createTally } from "../results/tally.ts";
import { manifestHistory } from "../store/manifests.ts";
import { clearAlarm, openKeyOf, raiseAlarm, readOpenKeys } from "./alarms.ts";
import { evaluateFigures } from "./figure.ts";
import { type AlertRule, type Finding, ruleOf, type SilentRule, type SurveySource } from "./rule.ts";
import { saySilent, subjectOf } from "./text.ts";
import { createWatch, type Watch } from "./watch.ts";
import { evaluateWords } from "./words.ts";

/** What evaluating alerts works with. */
type EvaluateParts = Pick<Collector, "configuration" | "store" | "log" | "now">;

/**
 * Looks at the figures of every alert whose figures may have changed: raises the alarms that are due, clears those
 * that are over, and those whose rule is gone.
 *
 * @param watch - tells which rules there is reason to look at
 */
async function evaluateAlerts(parts: EvaluateParts, watch: Watch): Promise<void> {
  const { configuration, store } = parts;
  const { sites, timeZone } = configuration.current;
  for (const site of sites.values()) {
    const open = await readOpenKeys(store, site.key);
    const rules = site.alerts.map(ruleOf);
    await clearOrphans(parts, site.key, rules, open);
    const now = parts.now();
    const due = await watch.rulesDue(store, { site: site.key, rules, now, timeZone });
    if (!due.rules.length) continue;
    const history = await manifestHistory(store, site.key);
    for (const rule of due.rules) {
      const definitions = definitionsOf(history, rule.survey);
      const findings = await evaluateRule({ store, site: site.key, definitions, timeZone, now }, rule);
      for (const finding of findings) await settle(parts, site, finding, open);
    }
    watch.looked(site.key, due, now);
  }
}

async function evaluateRule(source: SurveySource, rule: AlertRule): Promise<Finding[]> {
  if (rule.kind === "figure") return evaluateFigures(source, rule);
  return [rule.kind === "words" ? await evaluateWords(source, rule) : await evaluateSilence(source, rule)];
}

async function settle(
  { store, log, now }: EvaluateParts,
  site: Site,
  finding: Finding,
  open: ReadonlySet<string>,
): Promise<void> {
  const key = openKeyOf(finding);
  const fields = { site: site.key, survey: finding.rule.survey, kind: finding.rule.kind };
  if (finding.state === "bad" && !open.has(key)) {
    const alarm = await raiseAlarm(store, site, finding, now());
    if (alarm) log.warn("alarm", "An alarm was raised.", { ...fields, id: alarm.id });
  }
  if (finding.state === "good" && open.has(key)) {
    await clearAlarm(store.writer, site.key, key, now());
    log.info("alarm", "An alarm has cleared.", fields);
  }
}

/** What a rule raised that no longer stands in the configuration would otherwise last for ever. */
async function clearOrphans(
  { store, log, now }: EvaluateParts,
  site: string,
  rules: readonly AlertRule[],
  open: ReadonlySet<string>,
): Promise<void> {
  const known = rules.map(({ key }) => JSON.stringify([key]).slice(0, -1));
  for (const key of open) {
    if (known.some((beginning) => key.startsWith(beginning))) continue;
    await clearAlarm(store.writer, site, key, now());
    log.info("alarm", "An alarm has cleared, because its rule is gone.", { site });
  }
}

const DAY_MS = 86_400_000;

/**
 * Looks for an answer among the showings of the last 24 hours. Bad: many, and none was answered. Good: one was, or
 * nothing is shown any more.
 */
async function evaluateSilence(
  { store, site, definitions, now }: SurveySource,
  rule: SilentRule,
): Promise<Finding> {
  const from = new Date(now.getTime() - DAY_MS);
  const tally = createTally(new Map());
  const selection = { site, survey: rule.survey, from };
  await readCounted(store, definitions, { selection, conditions: [], count: "records" }, tally.add);
  const { shown, answered } = tally.figures();
  const isSilent = shown >= rule.shown && answered === 0;
  return {
    rule,
    state: isSilent ? "bad" : answered > 0 || shown === 0 ? "good" : "unclear",
    figures: { shown, answered, within: "24h" },
    text: saySilent(subjectOf(rule, definitions), shown),
  };
}

const POLL_INTERVAL_MS = 10_000;
/** Of a collector's time, one part in this many goes into alarms at most; the rest is for batches and results. */
const PAUSE_FACTOR = 20;

/** Evaluates the alerts of all sites every ten seconds, or more seldom where counting takes long. */
export function startAlerting(parts: EvaluateParts): Job {
  const watch = createWatch();
  return startRepeating({
    event: "alarm",
    log: parts.log,
    run: () => evaluateAlerts(parts, watch),
    pauseMs: (tookMs) => Math.max(POLL_INTERVAL_MS, PAUSE_FACTOR * tookMs),
  });
}
