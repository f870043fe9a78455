import { hasFigure } from "../../../widget/manifest/question-types.ts";
import type { SaidWords as Said } from "../../answers/results.ts";
import { bandNames } from "../figure.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card } from "./Card.tsx";

const MAX_WORDS = 14;

/** The words that set one side apart; each leads to the texts that have it. */
export function SaidWords({ board }: { board: Board }) {
  const { figures, looks } = board;
  const words = looks.words.value;
  const { value, busy } = figures.words.value;
  const type = figures.results.value.value?.questions[figures.focus.value]?.type ?? "";
  if (isAbsent(figures.words.value) || !value || !hasFigure(type)) return null;
  const names = bandNames(type, words);
  return (
    <Card id="said-words" busy={busy} title={words.words}>
      {value.promoters.length + value.detractors.length === 0 ? (
        <p class="nothing dim">{words.wordsEmpty}</p>
      ) : (
        <div class="sides">
          <Side board={board} name={names.low} band="low" said={value.detractors} />
          <Side board={board} name={names.high} band="high" said={value.promoters} />
        </div>
      )}
    </Card>
  );
}

interface SideProps {
  board: Board;
  name: string;
  band: "low" | "high";
  said: Said["promoters"];
}

function Side({ board: { figures, looks }, name, band, said }: SideProps) {
  const words = looks.words.value;
  const format = looks.format.value;
  const most = Math.max(1, ...said.map(({ n }) => n));
  return (
    <div>
      <h3 id={`words-${band}`}>
        <i class={band} aria-hidden="true" /> {name}
      </h3>
      {said.length === 0 ? (
        <p class="dim">–</p>
      ) : (
        <ul class="said" aria-labelledby={`words-${band}`}>
          {said.slice(0, MAX_WORDS).map(({ word, n, share, shareOthers }) => (
            <li key={word}>
              <button
                class={`word size${Math.ceil((4 * n) / most)}`}
                aria-label={words.wordTimes(
                  word,
                  format.whole(n),
                  format.percent(share),
                  format.percent(shareOthers),
                )}
                onClick={() => {
                  figures.search.value = word;
                  figures.band.value = band;
                  document.getElementById("verbatims")?.focus();
                }}
              >
                {word} <small>{format.whole(n)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
