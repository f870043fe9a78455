import type { SurveyDefinitions } from "../results/definitions.ts";
import type { Store } from "../store/store.ts";

/** What alarms about a survey are drawn from. */
export interface SurveySource {
  store: Store;
  site: string;
  definitions: SurveyDefinitions;
  /** Zone of days. */
  timeZone: string;
  now: Date;
}
