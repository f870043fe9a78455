import { durationMs } from "../../widget/manifest/duration.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import { patternProblems } from "../../widget/manifest/pattern-problems.ts";
import { type Problem, problemAt } from "../../widget/manifest/problem.ts";
import { namesIn } from "../alerts/rule.ts";
import { isDimension, isGrouping } from "../results/dimension.ts";
import type { Config } from "./schema.ts";

/** What a schema cannot see: names that stand twice or point nowhere, patterns that cannot be used. */
export function contradictionsIn({ sites, tokens = [] }: Config): Problem[] {
  const problems: Problem[] = [];
  const add = (path: PropertyKey[], value: unknown, expected: string, known?: string[]) =>
    void problems.push(problemAt(path, value, expected, known));
  const keys = sites.map((site) => site.key);
  sites.forEach((site, index) => {
    const at = ["sites", index];
    const hooks = (site.webhooks ?? []).map((hook) => hook.name);
    if (keys.indexOf(site.key) !== index) add([...at, "key"], site.key, "a key that no other site has");
    if (site.requireSignature && !site.secret)
      add([...at, "requireSignature"], true, "false, or a secret to check signatures with");
    if (site.digest && !hooks.includes(site.digest.webhook))
      add([...at, "digest", "webhook"], site.digest.webhook, "the name of a webhook of this site", hooks);
    if (site.digest?.by !== undefined && !namesIn(site.digest.by).every(isGrouping))
      add([...at, "digest", "by"], site.digest.by, "a dimension such as trait.branch");
    site.followUp?.forEach(({ when, within, resolveWithin, escalate }, place) => {
      problems.push(...patternProblems(when, [...at, "followUp", place, "when"], patternFault));
      if (durationMs(resolveWithin, within) < durationMs(within))
        add(
          [...at, "followUp", place, "resolveWithin"],
          resolveWithin,
          `no less than within, which is ${JSON.stringify(within)}`,
        );
      escalate?.forEach(({ webhook }, step) => {
        if (!hooks.includes(webhook))
          add(
            [...at, "followUp", place, "escalate", step, "webhook"],
            webhook,
            "the name of a webhook of this site",
            hooks,
          );
      });
    });
    site.webhooks?.forEach((hook, place) => {
      if (hooks.indexOf(hook.name) !== place)
        add([...at, "webhooks", place, "name"], hook.name, "a name that no other webhook of this site has");
      for (const name of Object.keys(hook.where ?? {}))
        if (!isDimension(name)) add([...at, "webhooks", place, "where", name], name, "a dimension");
    });
  });
  tokens.forEach((token, index) => {
    token.sites?.forEach((key, place) => {
      if (!keys.includes(key)) add(["tokens", index, "sites", place], key, "the key of a site", keys);
    });
    for (const name of Object.keys(token.where ?? {}))
      if (!isDimension(name))
        add(["tokens", index, "where", name], name, "a dimension such as trait.branch or locale");
  });
  return problems;
}
