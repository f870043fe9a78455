import type { ShowResult } from "../askling.ts";
import type { Verdict } from "../eligibility/verdict.ts";
import { openDialog } from "./scene.ts";
import type { SessionNeeds, Showable } from "./session.ts";

/** How often to look whether a modal dialog of the page is still open, ms. */
const DIALOG_MS = 500;

/** Lets surveys whose moment has come take turns: highest priority first, one at a time, never on a hidden page. */
export interface Turns {
  propose(what: Showable): void;
  /** The stage is free. */
  next(): void;
  stop(): void;
}

export function createTurns(
  { judge, log }: SessionNeeds,
  present: (what: Showable) => Promise<ShowResult>,
): Turns {
  let waiting: Showable[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Everything that fires in the same moment is compared by priority. */
  function next(): void {
    clearTimeout(timer);
    timer = setTimeout(decide, 0);
  }

  function decide(): void {
    if (document.hidden || !waiting.length) return;
    if (openDialog()) {
      // Nobody is interrupted in the middle of something; and dialogs that are taken away tell nobody.
      timer = setTimeout(decide, DIALOG_MS);
      return;
    }
    waiting.sort((a, b) => (b.survey.priority || 0) - (a.survey.priority || 0));
    const [what] = waiting;
    if (!what) return;
    const { id } = what.survey;
    const leave = (why: string) => {
      log(`${id}: ${why}`);
      waiting = waiting.filter((one) => one !== what);
    };
    const refusals = judge(what.survey, what.cause.props).filter(([, pass]: Verdict) => !pass);
    if (refusals.length) {
      leave(`does not show: ${JSON.stringify(refusals)}`);
      next();
      return;
    }
    void present(what).then((result) => {
      // Whoever is on the stage now calls the next one when it leaves.
      if (result.shown || result.reason !== "busy")
        leave(result.shown ? "was shown" : `does not show: ${result.reason}`);
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
      document.removeEventListener("visibilitychange", next);
    },
  };
}
