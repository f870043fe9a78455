import type { ShowResult } from "../../loader/askling.ts";
import { describeDecision } from "../explain/explain.ts";
import type { Frame } from "../placement/frame.ts";
import type { SessionNeeds, Showable } from "../session.ts";
import { createObstacles } from "./obstacles.ts";
import type { DeviceStage } from "./tab-lock.ts";

/**
 * Lets surveys whose moment has come take turns: highest priority first, one at a time in all tabs, never on
 * a hidden page, nor while something of the page is in the way.
 */
export interface Turns {
  propose(what: Showable): void;
  /** The stage is free. */
  next(): void;
  stop(): void;
}

export function createTurns(
  { judge, visitor, log }: SessionNeeds,
  { take, onFree }: DeviceStage,
  present: (what: Showable) => Promise<ShowResult>,
  frame: Frame,
): Turns {
  let waiting: Showable[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const obstacles = createObstacles(frame, next);

  /** Everything that fires in the same moment is compared by priority. */
  function next(): void {
    clearTimeout(timer);
    timer = setTimeout(decide, 0);
  }

  /** Whether rules and memory still let it show; the page and other tabs may have changed while it waited. */
  function isFit({ survey, cause }: Showable): boolean {
    const verdicts = judge(survey, cause.props);
    const fit = verdicts.every(([, pass]) => pass);
    if (!fit) log(describeDecision(survey, cause, verdicts));
    return fit && (!cause.due || visitor.row().due?.[cause.due] !== undefined);
  }

  function decide(): void {
    if (document.hidden || !waiting.length) return;
    waiting.sort((a, b) => (b.survey.priority || 0) - (a.survey.priority || 0));
    const fit = waiting.findIndex(isFit);
    waiting.splice(0, fit < 0 ? waiting.length : fit);
    const [what] = waiting;
    if (!what) return;
    const { survey } = what;
    const obstacle = obstacles.find(survey);
    if (obstacle) {
      log(`${survey.id}: waits: ${obstacle}`);
      return;
    }
    void take(() => present(what)).then((result) => {
      if (!result) {
        log(`${survey.id}: waits: a prompt is open`);
        onFree(next);
      } else if (result.shown || result.reason !== "busy") {
        // Whoever is on the stage now calls the next one when it leaves.
        log(`${survey.id}: ${result.shown ? "was shown" : `does not show: ${result.reason}`}`);
        waiting = waiting.filter((one) => one !== what);
      }
    });
  }

  document.addEventListener("visibilitychange", next);
  return {
    propose(what) {
      if (!waiting.some(({ survey }) => survey === what.survey)) waiting.push(what);
      next();
    },
    next,
    stop() {
      waiting = [];
      clearTimeout(timer);
      obstacles.stop();
      document.removeEventListener("visibilitychange", next);
    },
  };
}
