import type { Case } from "../../answers/cases.ts";
import { bandOf } from "../figure.ts";
import { formatAnswer, questionTitle } from "../labels.ts";
import type { Board } from "../model/board.ts";

interface CaseProps {
  board: Board;
  shownCase: Case;
}

/** The score of a case in the colour of its band. */
export function CaseScore({ board, shownCase: { score, scoreType } }: CaseProps) {
  return (
    <span class={`badge ${bandOf(scoreType ?? "", score) ?? "middle"}`}>
      <span class="unseen">{board.looks.words.value.score} </span>
      {score ?? "–"}
    </span>
  );
}

/** Who said what, when, and what is known about them. */
export function CaseFacts({ board, shownCase }: CaseProps) {
  const { cases, looks } = board;
  const words = looks.words.value;
  const language = looks.language.value;
  const format = looks.format.value;
  const questions = cases.questions.value.value?.questions ?? [];
  const { name, phone, email, user, visitor } = shownCase.person;
  const about = [...Object.entries(shownCase.traits), ...Object.entries(shownCase.props)];
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
          [words.case.assigned, shownCase.assigned],
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
          <dd>{format.time(shownCase.receivedAt)}</dd>
        </div>
        {shownCase.dueAt && (
          <div>
            <dt>{words.case.due}</dt>
            <dd>{format.time(shownCase.dueAt)}</dd>
          </div>
        )}
        {shownCase.resolveBy && (
          <div>
            <dt>{words.case.resolveBy}</dt>
            <dd>{format.time(shownCase.resolveBy)}</dd>
          </div>
        )}
      </dl>
      <h3>{words.case.said}</h3>
      <dl>
        {Object.entries(shownCase.answers).map(([id, answer]) => (
          <div key={id}>
            <dt>{questionTitle(questions, id, language)}</dt>
            <dd>
              {formatAnswer(
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
