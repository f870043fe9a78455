import type { Props } from "../../loader/askling.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import { onPage } from "../../loader/on-page.ts";
import { elementsOf } from "../../loader/shadow.ts";
import type { VisitorRow } from "../../loader/visitor.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { Cause, PromptNeeds } from "../needs.ts";
import { commonArm } from "./common.ts";
import { createDelays } from "./delays.ts";
import type * as FurtherPiece from "./further.ts";
import { createReports } from "./reports.ts";
import { share } from "./shared.ts";
import type { Moments } from "./trigger.ts";
import { createTriggerRegistry, type RegistryNeeds } from "./trigger-registry.ts";

/** What triggers need of the page's prompts. */
export interface TriggerNeeds
  extends Pick<
    PromptNeeds,
    "visitor" | "surveys" | "judge" | "patterns" | "importPiece" | "noted" | "log" | "settings"
  > {
  /** A trigger has fired; of everything that fires in the same moment each survey comes once. */
  decided(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void;
}

/** The triggers of a page, armed. */
export interface Triggers {
  track(name: string, props?: Props): void;
  /** @param anew - whether this is another page, or another visitor */
  refresh(anew: boolean): void;
  stop(): void;
}

/** Arms all triggers, and takes over the events that earlier pages had no time to hear. */
export function beginTriggers(needs: TriggerNeeds): Triggers {
  const { visitor, surveys, judge, importPiece, decided, log } = needs;
  const { onTrack, track } = createReports();
  const moments: Moments = {
    onTrack,
    onClick: share((tell) => onPage(["click"], (event) => tell(elementsOf(event)))),
    delays: createDelays(visitor),
    counts: () => ({ pages: visitor.row().pages ?? 0, visits: visitor.row().visits }),
    passesTest: needs.patterns.passesTest,
  };
  const fired = new Map<Survey, Cause>();
  let further: ReturnType<typeof FurtherPiece.createFurtherTriggers> | undefined;
  /** What stands among the surveys may be anything. */
  const broken = (survey: Survey | null, error: unknown) => log(`${survey?.id}: cannot be armed: ${error}`);

  const arm: RegistryNeeds["arm"] = (trigger, fireOne, key, failed) => {
    const common = commonArm(trigger);
    if (common) return common(trigger, fireOne, moments, key);
    if (further) return further(trigger, fireOne, key);
    let stop: (() => void) | undefined = () => {};
    importPiece<typeof FurtherPiece>("triggers")
      .then(({ createFurtherTriggers }) => {
        further = further ?? createFurtherTriggers();
        if (stop) stop = further(trigger, fireOne, key);
      })
      .catch(failed);
    return () => {
      stop?.();
      stop = undefined;
    };
  };

  function fire(survey: Survey, cause: Cause): void {
    if (!fired.size) void Promise.resolve().then(decide);
    fired.set(survey, cause);
  }

  function decide(): void {
    const all = [...fired];
    fired.clear();
    for (const [survey, cause] of all)
      try {
        decided(survey, cause, judge(survey, cause.props));
      } catch (error) {
        broken(survey, error);
      }
  }

  const debug = !!needs.settings.debug;
  const registry = createTriggerRegistry({ surveys, judge, fire, arm, debug, broken });
  registry.refresh(true);
  if (needs.noted() || visitor.row().reported) void takeOver();

  async function takeOver(): Promise<void> {
    let reported: VisitorRow["reported"];
    await visitor.change((row) => {
      reported = row.reported;
      delete row.reported;
    });
    for (const [name, props, at] of reported ?? []) track(name, props, at);
  }

  return { track, refresh: registry.refresh, stop: registry.disarm };
}
