import type { ShowResult } from "../../loader/askling.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { Cause, Frame, PromptNeeds, ShowRequest } from "../needs.ts";
import { createObstacles } from "./obstacles.ts";
import type { TabLock } from "./tab-lock.ts";

/**
 * Lets surveys whose moment has come take turns: highest priority first, one at a time in all tabs, never on
 * a hidden page, nor while something of the page is in the way.
 */
export interface PromptQueue {
  propose(request: ShowRequest): void;
  /** The slot is free. */
  next(): void;
  stop(): void;
}

export function createPromptQueue(
  { judge, visitor, log }: PromptNeeds,
  { take, onFree }: TabLock,
  frame: Frame,
  {
    present,
    explainDecision,
  }: {
    present(request: ShowRequest): Promise<ShowResult>;
    /** Says in a debug line why a survey may show, or not. */
    explainDecision(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void;
  },
): PromptQueue {
  let waiting: ShowRequest[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const obstacles = createObstacles(frame, next);

  /** Everything that fires in the same moment is compared by priority. */
  function next(): void {
    clearTimeout(timer);
    timer = setTimeout(decide, 0);
  }

  /** Whether rules and memory still let it show; the page and other tabs may have changed while it waited. */
  function isFit({ survey, cause }: ShowRequest): boolean {
    const verdicts = judge(survey, cause.props);
    const fit = verdicts.every(([, pass]) => pass);
    if (!fit) explainDecision(survey, cause, verdicts);
    return fit && (!cause.due || visitor.row().due?.[cause.due] !== undefined);
  }

  function decide(): void {
    if (document.hidden || !waiting.length) return;
    waiting.sort((a, b) => (b.survey.priority || 0) - (a.survey.priority || 0));
    const fit = waiting.findIndex(isFit);
    waiting.splice(0, fit < 0 ? waiting.length : fit);
    const [first] = waiting;
    if (!first) return;
    const { survey } = first;
    const obstacle = obstacles.find(survey);
    if (obstacle) {
      log(`${survey.id}: waits: ${obstacle}`);
      return;
    }
    void take(() => present(first)).then((result) => {
      if (!result) {
        log(`${survey.id}: waits: a prompt is open`);
        onFree(next);
      } else if (result.shown || result.reason !== "busy") {
        // What is in the slot now calls the next one when it leaves.
        log(`${survey.id}: ${result.shown ? "was shown" : `does not show: ${result.reason}`}`);
        waiting = waiting.filter((one) => one !== first);
      }
    });
  }

  document.addEventListener("visibilitychange", next);
  return {
    propose(request) {
      if (!waiting.some(({ survey }) => survey === request.survey)) waiting.push(request);
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
