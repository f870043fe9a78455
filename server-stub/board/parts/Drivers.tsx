import { figureKindOf, hasFigure } from "../../../widget/manifest/question-types.ts";
import type { Driver, Results } from "../../answers/results.ts";
import { answerLabel, answerName, dimensionName } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card } from "./Card.tsx";

const FIRST = 6;

/** Why: the answers, traits and properties that go with worse scores. */
export function Drivers({ board, results }: { board: Board; results: Results }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const language = looks.language.value;
  const format = looks.format.value;
  const { value, busy } = figures.drivers.value;
  const type = results.questions[figures.focus.value]?.type ?? "";
  if (isAbsent(figures.drivers.value) || !value || !hasFigure(type)) return null;
  const unit = figureKindOf(type);
  const known = figures.questions.value.value?.questions ?? [];
  const shown = figures.allDrivers.value ? value.drivers : value.drivers.slice(0, FIRST);
  const widest = Math.max(
    ...value.drivers.map(({ difference }) => Math.abs(difference ?? 0)),
    Number.MIN_VALUE,
  );
  const name = ({ kind, name }: Driver) =>
    kind === "answer"
      ? answerName(known, name, { words, language })
      : dimensionName(`${kind}.${name}`, words);
  const label = ({ kind, name, value }: Driver) =>
    kind === "answer" ? answerLabel(known, name, value, { words, language }) : value;
  return (
    <Card id="why" busy={busy} title={words.why}>
      {shown.length === 0 ? (
        <p class="nothing dim">{words.whyEmpty}</p>
      ) : (
        <>
          <p class="dim small">{words.whyHint}</p>
          <ul class="drivers">
            {shown.map((driver) => {
              const difference = driver.difference ?? 0;
              const isSure = driver.ci95 !== null && Math.sign(driver.ci95[0]) === Math.sign(driver.ci95[1]);
              const width = (50 * Math.abs(difference)) / widest;
              return (
                <li key={`${driver.kind} ${driver.name} ${driver.value}`}>
                  <span class="subject">
                    {driver.kind === "answer" ? (
                      <b>{label(driver)}</b>
                    ) : (
                      <button
                        class="link"
                        title={words.drill(label(driver))}
                        onClick={() =>
                          route.addFilter({ name: `${driver.kind}.${driver.name}`, value: driver.value })
                        }
                      >
                        {label(driver)}
                      </button>
                    )}{" "}
                    <span class="dim small">{name(driver)}</span>
                  </span>
                  <span class="sway" aria-hidden="true">
                    <i
                      class={difference < 0 ? "low" : "high"}
                      style={{ left: `${difference < 0 ? 50 - width : 50}%`, width: `${width}%` }}
                    />
                  </span>
                  <span class={`n ${isSure ? (difference < 0 ? "bad" : "good") : "dim"}`}>
                    {format.difference(difference, unit)}
                    {unit === "share" && ` ${words.percentPoints}`}
                  </span>
                  <span class="dim small rest">
                    {words.versus(
                      format.figure(driver.figure, unit),
                      format.figure(driver.figureOthers, unit),
                    )}{" "}
                    · {words.n(format.whole(driver.n))} · {words.change[isSure ? "up" : "chance"]}
                  </span>
                </li>
              );
            })}
          </ul>
          {!figures.allDrivers.value && value.drivers.length > FIRST && (
            <button class="pill" onClick={() => (figures.allDrivers.value = true)}>
              {words.showAll(format.whole(value.drivers.length))}
            </button>
          )}
        </>
      )}
    </Card>
  );
}
