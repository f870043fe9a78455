import type { Results } from "../../answers/results.ts";
import type { Session } from "../../answers/site.ts";
import { BANDS, bandNames, isHidden } from "../figure.ts";
import { choiceLabel, questionTitle } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { textQuestions, type Verbatim, verbatimsOf } from "../verbatims.ts";
import { Card, Scroll } from "./Card.tsx";
import { Select } from "./controls.tsx";

/** What people wrote. */
export function Verbatims({ board, results, session }: { board: Board; results: Results; session: Session }) {
  const { figures, looks } = board;
  const words = looks.words.value;
  const language = looks.language.value;
  const ids = textQuestions(results);
  const id = ids.find((textId) => textId === figures.textOf.value) ?? ids[0];
  const hidden = Object.values(results.questions).find((tally) => tally.type === "text" && isHidden(tally));
  const known = figures.questions.value.value?.questions ?? [];
  const score = figures.focus.value;
  const names = bandNames(results.questions[score]?.type ?? "", words);
  const filter = { score, search: figures.search.value, band: figures.band.value };
  const shown = id ? verbatimsOf(results, id, filter) : [];
  const all = (id && results.questions[id]?.latest?.length) || 0;
  return (
    <Card
      id="verbatims"
      width={12}
      busy={figures.results.value.busy}
      title={words.verbatims}
      aside={<span class="dim small">{all > 0 && words.verbatimsLatest(looks.format.value.whole(all))}</span>}
    >
      {!id ? (
        <p class="nothing dim">
          {hidden ? words.tooFew(looks.format.value.whole(hidden.n)) : words.verbatimsEmpty}
        </p>
      ) : (
        <>
          <div class="row tools">
            {ids.length > 1 && (
              <Select
                label={words.verbatims}
                value={id}
                options={ids.map((textId) => ({ id: textId, name: questionTitle(known, textId, language) }))}
                onChoose={(textId) => (figures.textOf.value = textId)}
              />
            )}
            <label class="pill select grow">
              <span>{words.search}</span>
              <input
                type="search"
                value={figures.search.value}
                placeholder={words.searchHint}
                onInput={({ currentTarget }) => (figures.search.value = currentTarget.value)}
              />
            </label>
            {score && (
              <Select
                label={words.score}
                value={figures.band.value}
                options={[
                  { id: "", name: words.allScores },
                  ...BANDS.map((band) => ({ id: band, name: names[band] })),
                ]}
                onChoose={(chosen) => (figures.band.value = BANDS.find((band) => band === chosen) ?? "")}
              />
            )}
          </div>
          {shown.length === 0 ? (
            <p class="nothing dim">{words.verbatimsNone}</p>
          ) : (
            <Scroll labelledBy="verbatims">
              <ul class="verbatims">
                {shown.map((verbatim) => (
                  <Text
                    key={verbatim.record}
                    board={board}
                    verbatim={verbatim}
                    mayTag={session.role === "admin"}
                  />
                ))}
              </ul>
            </Scroll>
          )}
        </>
      )}
    </Card>
  );
}

function Text({ board, verbatim, mayTag }: { board: Board; verbatim: Verbatim; mayTag: boolean }) {
  const { figures, looks, route, cases } = board;
  const words = looks.words.value;
  const { record, at, text, score, band, tags = [] } = verbatim;
  const said =
    typeof score === "string"
      ? choiceLabel(undefined, score, { words, language: looks.language.value })
      : score;
  return (
    <li>
      <span class={`badge ${band ?? "middle"}`}>
        <span class="unseen">{said === undefined ? words.noScore : words.score} </span>
        <span aria-hidden={said === undefined}>{said === undefined ? "–" : String(said)}</span>
      </span>
      <div>
        <p class="text">{text}</p>
        <p class="dim small row">
          <time dateTime={at}>{looks.format.value.time(at)}</time>
          {tags.map((tag) => (
            <button
              key={tag}
              class="chip"
              title={words.drill(tag)}
              onClick={() => route.addFilter({ name: "tag", value: tag })}
            >
              {tag}
            </button>
          ))}
          {mayTag && figures.tagging.value !== record && (
            <button class="link small" onClick={() => (figures.tagging.value = record)}>
              {words.tags}…
            </button>
          )}
          {mayTag && !isAbsent(cases.list.value) && (
            <button class="link small" onClick={() => void cases.openFor(record)}>
              {words.case.openFor}
            </button>
          )}
        </p>
        {figures.tagging.value === record && (
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              const given = new FormData(event.currentTarget).get("tags");
              void figures.tag(record, typeof given === "string" ? given : "").then((isKept) => {
                if (isKept) figures.tagging.value = "";
              });
            }}
          >
            <label class="pill select grow">
              <span>{words.tagsOf}</span>
              <input name="tags" defaultValue={tags.join(", ")} />
            </label>
            <button class="pill">{words.save}</button>
          </form>
        )}
      </div>
    </li>
  );
}
