import { contradictionsInAlert } from "../alerts/contradictions.ts";
import { printWithSuggestion } from "../suggestion.ts";
import { type ServedManifest, surveysOf } from "./manifest.ts";
import type { Alert, SiteConfig } from "./schema.ts";

/** A site's alerts, judged beside its manifest. */
export interface AdmittedAlerts {
  alerts: Alert[];
  /** What is wrong with the others, as sentences. */
  faults: string[];
  /**
   * Alerts about surveys that the manifest does not serve, where it has surveys that are left out: these may be the
   * ones, and are no reason to do without the rest.
   */
  leftOut: string[];
}

/**
 * Judges the alerts of a site.
 *
 * @param index - of the site in the configuration
 */
export function admitAlerts(site: SiteConfig, index: number, manifest: ServedManifest): AdmittedAlerts {
  const surveys = surveysOf(manifest.body);
  const admitted: AdmittedAlerts = { alerts: [], faults: [], leftOut: [] };
  site.alerts?.forEach((alert, place) => {
    const path = ["sites", index, "alerts", place];
    const problems = contradictionsInAlert(alert, { path, surveys });
    if (!problems.length) admitted.alerts.push(alert);
    const isMissing = manifest.leftOut.length > 0 && problems.every((one) => one.path.endsWith(".survey"));
    const sentences = problems.map((problem) => printWithSuggestion(problem, "the configuration"));
    (isMissing ? admitted.leftOut : admitted.faults).push(...sentences);
  });
  return admitted;
}
