import { holds } from "../../../widget/manifest/rule.ts";
import { walk } from "../../../widget/record/path.ts";
import type { Answer, SurveyRecord } from "../../../widget/record/schema.ts";
import type { FirstQuestion } from "../firstQuestion.ts";
import type { Opening } from "../opening.ts";
import { type PagePerson, recordedPerson, triggerProps } from "../person.ts";
import type { Ticket } from "./ticket.ts";

/** What a plain form has told. */
export interface Told {
  ticket: Ticket;
  first: FirstQuestion;
  answer: Answer;
  person?: PagePerson | undefined;
  /** Address of the page, as its reader has it. */
  page: URL;
  rev: number;
  now: Date;
}

/** The record of a showing whose first question was answered by the plain form; the others were not asked. */
export function recordOfForm(opening: Opening, told: Told): SurveyRecord {
  const { manifest, survey, visit } = opening;
  const { ticket, first, answer, person, page, rev, now } = told;
  const props = triggerProps(opening);
  const given = new Map<string, Answer | undefined>([...first.passed, [first.question.id, answer]]);
  const { path, answers, done } = walk(survey.questions, given, holds, {
    traits: person?.traits ?? {},
    props,
  });
  const asked = path.slice(0, path.indexOf(first.question.id) + 1);
  const user = recordedPerson(person, survey, manifest.recordTraits);
  return {
    id: ticket.record,
    rev,
    survey: survey.id,
    surveyRevision: survey.revision ?? 1,
    ...(survey.touchpoint ? { touchpoint: survey.touchpoint } : {}),
    state: done ? "complete" : "partial",
    shownAt: new Date(ticket.shownAt).toISOString(),
    changedAt: now.toISOString(),
    path: asked,
    answers,
    trigger: { on: "link", props },
    // Without a script nothing tells one visit from another: each is a visitor of its own.
    ...(survey.anonymous ? {} : { visitor: ticket.record }),
    ...(user ? { user } : {}),
    ...(survey.page === "none"
      ? {}
      : { page: { url: survey.page === "origin" ? page.origin : page.href, referrer: "" } }),
    locale: visit.locale,
    platform: "browser",
  };
}
