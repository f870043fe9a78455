import type { AlarmText } from "../answers/site.ts";
import type { DimensionValue } from "../results/dimension.ts";
import type { AlertRule } from "./rule.ts";

/** What a look at a rule's figures says of one group. */
export interface Finding {
  rule: AlertRule;
  /** The rule's dimension and the group's value; none where the rule is about all records. */
  group?: { by: string; value: DimensionValue };
  /** `unclear`: too few answers to tell, so that what was raised stays and nothing is raised. */
  state: "bad" | "good" | "unclear";
  /** What was looked at. */
  figures: Readonly<Record<string, unknown>>;
  /** Why it is bad. */
  text: AlarmText;
}
