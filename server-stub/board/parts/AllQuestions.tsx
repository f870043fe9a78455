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
        {shown.map(([id, of]) => (
          <section key={id} aria-labelledby={`question-${id}`}>
            <h3 id={`question-${id}`}>{questionTitle(known, id, looks.language.value)}</h3>
            <p class="dim small">{words.askedCount(format.whole(of.n), format.whole(of.asked))}</p>
            {isHidden(of) ? (
              <p class="dim small">{words.tooFew(format.whole(of.n))}</p>
            ) : (
              of.n > 0 && (
                <Answers
                  board={board}
                  id={id}
                  of={of}
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
  of: QuestionFigures;
  question: QuestionLabels | undefined;
}

function Answers({ board, id, of, question }: AnswersProps) {
  const { looks, figures } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const formatValue = (value: number | string | null | undefined) =>
    typeof value === "string" ? format.day(value) : format.number(value ?? null);
  if (hasFigure(of.type)) {
    const figure = figureOf(of.type, of);
    return (
      <>
        <p>
          <b>{format.figure(figure.value, figure.unit)}</b>{" "}
          <span class="dim small">
            {[
              words.figureNames[of.type],
              figure.ci95 && words.interval(format.interval(figure.ci95, figure.unit)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </p>
        <Columns board={board} of={of} small />
      </>
    );
  }
  if (!isQuestionType(of.type)) return null;
  switch (describeType(of.type).answer) {
    case "option":
    case "options":
    case "order":
      return <Options board={board} of={of} question={question} />;
    case "cells":
      return <Matrix board={board} of={of} question={question} labelledBy={`question-${id}`} />;
    case "number":
    case "day":
      return (
        <dl>
          {of.mean !== undefined && (
            <>
              <div>
                <dt>{words.mean}</dt>
                <dd>{formatValue(of.mean)}</dd>
              </div>
              <div>
                <dt>{words.median}</dt>
                <dd>{formatValue(of.median)}</dd>
              </div>
            </>
          )}
          <div>
            <dt>{words.range}</dt>
            <dd>{`${formatValue(of.min)} – ${formatValue(of.max)}`}</dd>
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
          {words.texts(format.whole(of.n))}
        </button>
      );
    case "contact":
    case "consent":
      return <p>{words.consented(format.whole(of.consented ?? 0), format.whole(of.n))}</p>;
    case "score":
    case "thumb":
    case "nothing":
      return null;
  }
}
