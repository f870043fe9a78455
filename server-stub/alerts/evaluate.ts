import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { definitionsOf } from "../results/definitions.ts";
import { manifestHistory } from "../store/manifests.ts";
import { clearAlarm, openKeyOf, raiseAlarm, readOpenKeys } from "./alarms.ts";
import { judgeFigures } from "./figure.ts";
import type { Finding } from "./finding.ts";
import { type AlertRule, ruleOf } from "./rule.ts";
import { judgeSilence } from "./silent.ts";
import type { SurveySource } from "./source.ts";
import type { Watch } from "./watch.ts";
import { judgeWords } from "./words.ts";

/** What evaluating alerts works with. */
export type EvaluateParts = Pick<Collector, "configuration" | "store" | "log" | "now">;

/**
 * Looks at the figures of every alert whose figures may have changed: raises the alarms that are due, clears those
 * that are over, and those whose rule is gone.
 *
 * @param watch - tells which rules there is reason to look at
 */
export async function evaluateAlerts(parts: EvaluateParts, watch: Watch): Promise<void> {
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
      const findings = await judge({ store, site: site.key, definitions, timeZone, now }, rule);
      for (const finding of findings) await settle(parts, site, finding, open);
    }
    watch.looked(site.key, due, now);
  }
}

async function judge(source: SurveySource, rule: AlertRule): Promise<Finding[]> {
  if (rule.kind === "figure") return judgeFigures(source, rule);
  return [rule.kind === "words" ? await judgeWords(source, rule) : await judgeSilence(source, rule)];
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
