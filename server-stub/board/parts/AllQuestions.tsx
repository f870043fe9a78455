import { describeType, hasFigure, isQuestionType } from "../../../widget/manifest/question-types.ts";
import type { QuestionFigures, QuestionLabels, Results } from "../../answers/results.ts";
import { figureOf, isHidden } from "../figure.ts";
import { questionTitle } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";
import { Columns } from "./Distribution.tsx";
import { Matrix } from "./Matrix.tsx";
import { Options } from "./Options.tsx";

/** Every question that was asked, with the figures of its kind. */
export function AllQuestions({ board, results }: { board: Board; results: Results }) {
  const { figures, looks } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const known = figures.questions.value.value?.questions ?? [];
  const shown = Object.entries(results.questions).filter(
    ([, { type }]) => !isQuestionType(type) || describeType(type).answer !== "nothing",
  );
  return (
    <Card id="questions" width={12} busy={figures.results.value.busy} title={words.questions}>
      <div class="questions">
        {shown.map(([id, tally]) => (
          <section key={id} aria-labelledby={`question-${id}`}>
            <h3 id={`question-${id}`}>{questionTitle(known, id, looks.language.value)}</h3>
            <p class="dim small">{words.askedCount(format.whole(tally.n), format.whole(tally.asked))}</p>
            {isHidden(tally) ? (
              <p class="dim small">{words.tooFew(format.whole(tally.n))}</p>
            ) : (
              tally.n > 0 && (
                <Answers
                  board={board}
                  id={id}
                  tally={tally}
                  question={known.find((question) => question.id === id)}
                />
              )
            )}
          </section>
        ))}
      </div>
    </Card>
  );
}

interface AnswersProps {
  board: Board;
  id: string;
  tally: QuestionFigures;
  question: QuestionLabels | undefined;
}

function Answers({ board, id, tally, question }: AnswersProps) {
  const { looks, figures } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const formatValue = (value: number | string | null | undefined) =>
    typeof value === "string" ? format.day(value) : format.number(value ?? null);
  if (hasFigure(tally.type)) {
    const figure = figureOf(tally.type, tally);
    return (
      <>
        <p>
          <b>{format.figure(figure.value, figure.unit)}</b>{" "}
          <span class="dim small">
            {[
              words.figureNames[tally.type],
              figure.ci95 && words.interval(format.interval(figure.ci95, figure.unit)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </p>
        <Columns board={board} tally={tally} small />
      </>
    );
  }
  if (!isQuestionType(tally.type)) return null;
  switch (describeType(tally.type).answer) {
    case "option":
    case "options":
    case "order":
      return <Options board={board} tally={tally} question={question} />;
    case "cells":
      return <Matrix board={board} tally={tally} question={question} labelledBy={`question-${id}`} />;
    case "number":
    case "day":
      return (
        <dl>
          {tally.mean !== undefined && (
            <>
              <div>
                <dt>{words.mean}</dt>
                <dd>{formatValue(tally.mean)}</dd>
              </div>
              <div>
                <dt>{words.median}</dt>
                <dd>{formatValue(tally.median)}</dd>
              </div>
            </>
          )}
          <div>
            <dt>{words.range}</dt>
            <dd>{`${formatValue(tally.min)} – ${formatValue(tally.max)}`}</dd>
          </div>
        </dl>
      );
    case "text":
      return (
        <button
          class="link"
          onClick={() => {
            figures.textOf.value = id;
            document.getElementById("verbatims")?.focus();
          }}
        >
          {words.texts(format.whole(tally.n))}
        </button>
      );
    case "contact":
    case "consent":
      return <p>{words.consented(format.whole(tally.consented ?? 0), format.whole(tally.n))}</p>;
    case "score":
    case "thumb":
    case "nothing":
      return null;
  }
}
