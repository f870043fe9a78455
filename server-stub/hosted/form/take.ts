import { isDeepStrictEqual } from "node:util";
import type { Answer, SurveyRecord } from "../../../widget/record/schema.ts";
import type { Collector } from "../../collector.ts";
import { takeIn } from "../../ingest/takeIn.ts";
import { LINK_USED } from "../../links/claim.ts";
import { firstQuestionOf } from "../firstQuestion.ts";
import type { Opening } from "../opening.ts";
import { type PagePerson, triggerProps } from "../person.ts";
import { HostedRefusal } from "../refusal.ts";
import { wordsOf } from "../words.ts";
import { isAskable, readAnswer } from "./readAnswer.ts";
import { recordOfForm } from "./record.ts";
import type { Ticket } from "./ticket.ts";

/** A form that has come in. */
export interface SentForm {
  ticket: Ticket;
  form: URLSearchParams;
  person?: PagePerson | undefined;
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
  { ticket, form, person, page }: SentForm,
): Promise<{ answers: Record<string, Answer> } | { fault: string }> {
  const { site, survey, link, language } = opening;
  const now = collector.now();
  const known = await readKnown(collector, site.key, ticket.record);
  if (link && link.usedAt !== null && !known) throw new HostedRefusal("late");
  const words = wordsOf(language);
  const first = firstQuestionOf(survey, { traits: person?.traits ?? {}, props: triggerProps(opening) });
  if (!first || !isAskable(first.question)) throw new HostedRefusal("unfit");
  const reading = readAnswer(first.question, form, words);
  if ("fault" in reading) return reading;

  const told = { ticket, first, answer: reading.answer, person, page, rev: (known?.rev ?? 0) + 1, now };
  const record = recordOfForm(opening, told);
  if (!known || !isDeepStrictEqual(known.answers, record.answers)) {
    const frame = { records: [record], sentAt: now.toISOString() };
    const result = (await takeIn(collector, site, frame, now)).get(record.id);
    if (result?.code === LINK_USED) throw new HostedRefusal("late");
    if (result?.status === "invalid") return { fault: words.unfit };
  }
  return { answers: record.answers };
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
