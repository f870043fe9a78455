import type { Manifest, Survey } from "../manifest/schema.ts";
import type { Person } from "../prompt/showing/person.ts";
import type { Props } from "./askling.ts";
import { judgeSurvey, type Waivers } from "./eligibility/judge.ts";
import type { Verdict } from "./eligibility/verdict.ts";
import type { Patterns } from "./patterns.ts";
import type { Surroundings } from "./surroundings.ts";
import { ownerOf, type Visitor, type VisitorRow } from "./visitor.ts";

/**
 * Judges a survey by what is so at this moment.
 *
 * @param row - the visitor's memory; default: as this page knows it
 */
export type Judge = (survey: Survey, props?: Props, waived?: Waivers, row?: VisitorRow) => Verdict[];

export interface JudgeOptions {
  manifest(): Manifest | undefined;
  person: Person;
  visitor: Visitor;
  /** Whether something outlives the page, or the page chose to do without. */
  remembers(): boolean;
  surroundings(): Surroundings;
  patterns: Pick<Patterns, "passesTest" | "missing">;
  now(): number;
}

export function createJudge(options: JudgeOptions): Judge {
  const { manifest, person, visitor, remembers, surroundings, patterns, now } = options;
  let moment: Surroundings | undefined;

  /** What a moment has in common for all surveys; a thousand may be judged at once. */
  function describeMoment(): Surroundings {
    if (!moment)
      void Promise.resolve().then(() => {
        moment = undefined;
      });
    moment = moment || surroundings();
    return moment;
  }

  return (survey, props = {}, waived, row = visitor.row()) => {
    if (patterns.missing(survey)) return [["unavailable", false, "what matches patterns cannot be fetched"]];
    const facts = {
      ...describeMoment(),
      passesTest: patterns.passesTest,
      traits: person.traits,
      visitorId: visitor.id,
      props,
      visitor: row.visits > 1 ? ("returning" as const) : ("new" as const),
      since: now() - (row.firstAt || now()),
    };
    // The visitor's, and the user's if there is one.
    const histories = [undefined, person.id].map((user) => row.histories[ownerOf(user)]?.[survey.id]);
    return judgeSurvey(
      manifest(),
      survey,
      { now: now(), remembers: remembers(), facts, pace: row, histories },
      waived,
    );
  };
}
