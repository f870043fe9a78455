import { couldShow } from "../../loader/eligibility/could-show.ts";
import { triggersOf } from "../../loader/eligibility/triggers-of.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import type { Survey, Trigger } from "../../manifest/schema.ts";
import type { Cause } from "../session.ts";
import { arm } from "./arm.ts";
import type { Moments } from "./trigger.ts";

/** The triggers of all surveys, on page after page. */
export interface Armory {
  /**
   * Arms what is not, and arms anew every survey whose prospects on this page have changed meanwhile.
   *
   * @param anew - arms all of them anew
   */
  refresh(anew: boolean): void;
  disarm(): void;
}

interface Armed {
  likely: boolean;
  stops: (() => void)[];
}

/**
 * @param all - arms also what could not show
 * @param broken - told of surveys that cannot be armed
 */
export function createArmory(
  surveys: () => readonly Survey[],
  judge: (survey: Survey) => readonly Verdict[],
  fire: (survey: Survey, cause: Cause) => void,
  moments: Moments,
  all: boolean,
  broken: (survey: Survey, error: unknown) => void,
): Armory {
  const armed = new Map<Survey, Armed>();
  const disarmOne = (one: Armed | undefined) => one?.stops.forEach((stop) => void stop());

  function armTrigger(survey: Survey, trigger: Trigger, index: number): () => void {
    const name = trigger.on === "event" ? trigger.name : "";
    const cause = { on: trigger.on, ...(name ? { name } : {}) };
    const key = `${survey.id} ${index} ${name}`;
    return arm(trigger, (props, due) => fire(survey, { ...cause, props, due }), moments, key);
  }

  function refreshOne(survey: Survey, anew: boolean): void {
    const likely = couldShow(judge(survey));
    const before = armed.get(survey);
    if (!anew && before?.likely === likely) return;
    disarmOne(before);
    const stops: Armed["stops"] = [];
    armed.set(survey, { likely, stops });
    triggersOf(survey).forEach((trigger, index) => {
      // Of what could not show on this page nothing but its events is of use, for a later page.
      if (all || likely || trigger.on === "event") stops.push(armTrigger(survey, trigger, index));
    });
  }

  return {
    refresh(anew) {
      for (const survey of surveys())
        try {
          refreshOne(survey, anew);
        } catch (error) {
          broken(survey, error);
        }
    },
    disarm: () => armed.forEach(disarmOne),
  };
}
