import type { Case } from "../../answers/cases.ts";
import { printAnswer, questionTitle } from "../labels.ts";
import type { Board } from "../model/board.ts";

/** Who said what, when, and what is known about them. */
export function CaseFacts({ board, one }: { board: Board; one: Case }) {
  const { calls, looks } = board;
  const words = looks.words.value;
  const language = looks.language.value;
  const format = looks.format.value;
  const questions = calls.questions.value.value?.questions ?? [];
  const { name, phone, email, user, visitor } = one.person;
  const about = [...Object.entries(one.traits), ...Object.entries(one.props)];
  return (
    <>
      <h3>{words.case.person}</h3>
      <dl>
        {[
          [words.contactParts.name, name],
          [words.contactParts.phone, phone && <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a>],
          [words.contactParts.email, email && <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>],
          [words.admin.eraseKinds.users, user],
          [words.admin.eraseKinds.visitors, user ? undefined : visitor],
          [words.case.assigned, one.assigned],
        ].map(
          ([label, value]) =>
            value && (
              <div key={String(label)}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {about.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
        <div>
          <dt>{words.case.received}</dt>
          <dd>{format.time(one.receivedAt)}</dd>
        </div>
        {one.dueAt && (
          <div>
            <dt>{words.case.due}</dt>
            <dd>{format.time(one.dueAt)}</dd>
          </div>
        )}
        {one.resolveBy && (
          <div>
            <dt>{words.case.resolveBy}</dt>
            <dd>{format.time(one.resolveBy)}</dd>
          </div>
        )}
      </dl>
      <h3>{words.case.said}</h3>
      <dl>
        {Object.entries(one.answers).map(([id, answer]) => (
          <div key={id}>
            <dt>{questionTitle(questions, id, language)}</dt>
            <dd>
              {printAnswer(
                questions.find((question) => question.id === id),
                answer,
                words,
                language,
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
