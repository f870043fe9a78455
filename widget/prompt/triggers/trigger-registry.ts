import { couldShow } from "../../loader/eligibility/could-show.ts";
import { triggersOf } from "../../loader/eligibility/triggers-of.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import type { Survey, Trigger } from "../../manifest/schema.ts";
import type { Cause } from "../needs.ts";
import type { Fire } from "./trigger.ts";

/** The triggers of all surveys, on page after page. */
export interface TriggerRegistry {
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

export interface RegistryNeeds {
  surveys(): readonly Survey[];
  judge(survey: Survey): readonly Verdict[];
  fire(survey: Survey, cause: Cause): void;
  /**
   * Starts to listen for a trigger; returns the function that stops it.
   *
   * @param failed - called if its piece cannot be fetched
   */
  arm(trigger: Trigger, fire: Fire, key: string, failed: (error: unknown) => void): () => void;
  /** Whether what could not show is armed as well. */
  debug: boolean;
  /** Told of surveys that cannot be armed. */
  broken(survey: Survey, error: unknown): void;
}

export function createTriggerRegistry({
  surveys,
  judge,
  fire,
  arm,
  debug,
  broken,
}: RegistryNeeds): TriggerRegistry {
  const armed = new Map<Survey, Armed>();
  const disarmOne = (one: Armed | undefined) => one?.stops.forEach((stop) => void stop());

  function armTrigger(survey: Survey, trigger: Trigger, index: number): () => void {
    const name = trigger.on === "event" ? trigger.name : "";
    const cause = { on: trigger.on, ...(name ? { name } : {}) };
    const key = `${survey.id} ${index} ${name}`;
    return arm(
      trigger,
      (props, due) => fire(survey, { ...cause, props, due }),
      key,
      (error) => {
        // The next occasion arms it anew.
        disarmOne(armed.get(survey));
        armed.delete(survey);
        broken(survey, error);
      },
    );
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
      if (debug || likely || trigger.on === "event") stops.push(armTrigger(survey, trigger, index));
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
