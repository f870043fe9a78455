import type { Props } from "../../loader/askling.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import { onPage } from "../../loader/on-page.ts";
import { elementsOf } from "../../loader/shadow.ts";
import type { Visitor, VisitorRow } from "../../loader/visitor.ts";
import type { durationMs } from "../../manifest/duration.ts";
import type { PassesTest } from "../../manifest/rule.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { Cause } from "../session.ts";
import { createArmory } from "./armory.ts";
import { createDelays } from "./delays.ts";
import { watchExit } from "./exit.ts";
import { watchActivity } from "./idle.ts";
import { createReports } from "./reports.ts";
import { watchRoots } from "./roots.ts";
import { watchScroll, watchShort } from "./scroll.ts";
import { share } from "./shared.ts";
import type { Moments } from "./trigger.ts";

/** What the loader lends to the triggers. */
export interface TriggerNeeds {
  visitor: Visitor;
  surveys(): readonly Survey[];
  judge(survey: Survey, props?: Props): Verdict[];
  durationMs: typeof durationMs;
  passesTest: PassesTest;
  /** A trigger has fired; of everything that fires in the same moment each survey comes once. */
  decided(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void;
  /** Whether this page has noted events before it could hear them. */
  noted: boolean;
  /** Whether what fires is of interest though it could not show. */
  debug: boolean;
  log(line: unknown): void;
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
  const { visitor, surveys, judge, durationMs, passesTest, decided, noted, debug, log } = needs;
  const { onTrack, track } = createReports();
  const onRoots = watchRoots();
  const moments: Moments = {
    onTrack,
    onClick: share((tell) => onPage(["click"], (event) => tell(elementsOf(event)))),
    onVisibility: share((tell) => onPage(["visibilitychange"], () => tell())),
    onActivity: watchActivity(),
    onRoots,
    onExit: watchExit(),
    onScroll: watchScroll(),
    onShort: watchShort(),
    delays: createDelays(visitor),
    counts: () => ({ pages: visitor.row().pages ?? 0, visits: visitor.row().visits }),
    durationMs,
    passesTest,
  };
  const fired = new Map<Survey, Cause>();
  /** What stands among the surveys may be anything. */
  const broken = (survey: Survey | null, error: unknown) => log(`${survey?.id}: cannot be armed: ${error}`);

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

  const armory = createArmory(surveys, judge, fire, moments, debug, broken);
  armory.refresh(true);
  if (noted || visitor.row().reported) void takeOver();

  async function takeOver(): Promise<void> {
    let reported: VisitorRow["reported"];
    await visitor.change((row) => {
      reported = row.reported;
      delete row.reported;
    });
    for (const [name, props, at] of reported ?? []) track(name, props, at);
  }

  return { track, refresh: armory.refresh, stop: armory.disarm };
}
