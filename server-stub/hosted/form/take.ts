import { isDeepStrictEqual } from "node:util";
import { holds } from "../../../widget/manifest/rule-with-patterns.ts";
import { walk } from "../../../widget/record/path.ts";
import type { Answer, SurveyRecord } from "../../../widget/record/schema.ts";
import type { Collector } from "../../collector.ts";
import { storeBatch } from "../../ingest/batches.ts";
import { LINK_USED } from "../../links/links.ts";
import { type FirstQuestion, firstQuestionOf } from "../firstQuestion.ts";
import type { Opening } from "../opening.ts";
import { type PagePerson, readerOf, recordedPerson, triggerProps } from "../person.ts";
import { HostedRefusal } from "../refusal.ts";
import { isAskable, readAnswer } from "./control.ts";
import type { Ticket } from "./ticket.ts";

/** A form that has come in. */
interface SentForm {
  ticket: Ticket;
  form: URLSearchParams;
  person?: PagePerson | undefined;
  /** Address of the page, as its reader has it. */
  page: URL;
}

/**
 * Keeps what a plain form says, judged like any other record. Sent again with another answer it is the same record
 * anew. When it resolves the record is durable, and its link used if there is an answer.
 *
 * @returns the answers so far, or why the one that was sent cannot be taken
 * @throws HostedRefusal when the link was used by another showing
 */
export async function takeForm(
  collector: Collector,
  opening: Opening,
  sent: SentForm,
): Promise<{ answers: Record<string, Answer> } | { fault: string }> {
  const { site, survey, link } = opening;
  const { ticket, form, person } = sent;
  const now = collector.now();
  const known = await readKnown(collector, site.key, ticket.record);
  if (link && link.usedAt !== null && !known) throw new HostedRefusal("late");
  const { words, values, fill } = readerOf(opening, person);
  const first = firstQuestionOf(survey, values);
  if (!first || !isAskable(first.question)) throw new HostedRefusal("unfit");
  const reading = readAnswer(first.question, { words, fill, given: form });
  if ("fault" in reading) return reading;

  const record: SurveyRecord = {
    ...recordOf(opening, sent, first, reading.answer),
    rev: (known?.rev ?? 0) + 1,
    changedAt: now.toISOString(),
  };
  if (!known || !isDeepStrictEqual(known.answers, record.answers)) {
    const frame = { records: [record], sentAt: now.toISOString() };
    const result = (await storeBatch(collector, site, frame, now)).get(record.id);
    if (result?.code === LINK_USED) throw new HostedRefusal("late");
    if (result?.status === "invalid") return { fault: words.unfit };
  }
  return { answers: record.answers };
}

/** The record of a showing whose first question was answered by the plain form; the others were not asked. */
function recordOf(
  opening: Opening,
  { ticket, person, page }: SentForm,
  first: FirstQuestion,
  answer: Answer,
): Omit<SurveyRecord, "rev" | "changedAt"> {
  const { manifest, survey, visit } = opening;
  const { values } = readerOf(opening, person);
  const given = new Map<string, Answer | undefined>([...first.passed, [first.question.id, answer]]);
  const { path, answers, done } = walk(survey.questions, given, holds, values);
  const user = recordedPerson(person, survey, manifest.recordTraits);
  return {
    id: ticket.record,
    survey: survey.id,
    surveyRevision: survey.revision ?? 1,
    ...(survey.touchpoint ? { touchpoint: survey.touchpoint } : {}),
    state: done ? "complete" : "partial",
    shownAt: new Date(ticket.shownAt).toISOString(),
    path: path.slice(0, path.indexOf(first.question.id) + 1),
    answers,
    trigger: { on: "link", props: triggerProps(opening) },
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

/** What was sent by this form before. */
async function readKnown({ store }: Collector, site: string, id: string): Promise<SurveyRecord | undefined> {
  const row = await store.reader
    .selectFrom("records")
    .select("body")
    .where("site", "=", site)
    .where("id", "=", id)
    .where("survey", "!=", "")
    .executeTakeFirst();
  return row && JSON.parse(row.body);
}
