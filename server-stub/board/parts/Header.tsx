import { COUNTS } from "../../answers/results.ts";
import type { Session } from "../../answers/site.ts";
import { surveyName } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { bothDays } from "../period.ts";
import { PERIODS } from "../view.ts";
import { Menu, Select } from "./controls.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { LooksPickers } from "./LooksPickers.tsx";
import { ByPicker, PeriodForm } from "./viewPickers.tsx";

/** What is looked at, and what can be done with all of it. */
export function Header({ board, session }: { board: Board; session: Session }) {
  const { looks, route } = board;
  const words = looks.words.value;
  const language = looks.language.value;
  const { view, site, survey, page, pages, go } = route;
  const surveys = site.value?.surveys ?? [];
  const shown = page.value;
  return (
    <header>
      <div class="bar">
        <h1>Askling</h1>
        {pages.value.length > 1 && (
          <nav aria-label="Askling">
            {pages.value.map((name) => (
              <a
                key={name}
                href={`?page=${name}`}
                aria-current={name === shown ? "page" : undefined}
                onClick={(event) => {
                  // With a key held it is the browser's: a tab of its own.
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  go({ page: name, open: "" });
                }}
              >
                {words.pages[name]}
              </a>
            ))}
          </nav>
        )}
        <div class="bar pickers">
          {session.sites.length > 1 && (
            <Select
              label={words.site}
              value={site.value?.key ?? ""}
              options={session.sites.map(({ key }) => ({ id: key, name: key }))}
              onChoose={(key) => go({ site: key, survey: "", question: "", filters: [], by: "", open: "" })}
            />
          )}
          {shown !== "calls" && surveys.length > 0 && (
            <Select
              label={words.survey}
              value={survey.value?.id ?? ""}
              options={surveys.map((listed) => ({
                id: listed.id,
                name: surveyName(listed, words, language),
              }))}
              onChoose={(id) => go({ survey: id, question: "", filters: [], by: "" })}
            />
          )}
          {(shown === "figures" || (shown === "calls" && view.value.cases !== "waiting")) && (
            <>
              <Select
                label={words.period}
                value={view.value.period}
                options={PERIODS.map((id) => ({ id, name: words.periods[id] }))}
                onChoose={(id) => {
                  const period = PERIODS.find((name) => name === id) ?? "30";
                  go(period === "own" ? { period, ...bothDays(route.range.peek()) } : { period });
                }}
              />
              {view.value.period === "own" && <PeriodForm board={board} />}
            </>
          )}
          {shown === "figures" && <ByPicker board={board} />}
          {shown === "figures" && (
            <Select
              label={words.count}
              value={view.value.count}
              options={COUNTS.map((id) => ({ id, name: words.counts[id] }))}
              onChoose={(id) => go({ count: COUNTS.find((name) => name === id) ?? "records" })}
            />
          )}
        </div>
        <span class="space" />
        <LiveMark board={board} />
        {shown === "figures" && <ExportMenu board={board} />}
        <Menu id="settings" label={words.options}>
          <p class="dim">{words.loggedInAs(session.name)}</p>
          <LooksPickers looks={looks} />
          <button class="pill" onClick={() => void board.session.logOut()}>
            {words.logOut}
          </button>
        </Menu>
      </div>
      {shown === "figures" && view.value.filters.length > 0 && (
        <ul class="bar chips" aria-label={words.filters}>
          {view.value.filters.map((filter) => (
            <li key={`${filter.name}:${filter.value}`}>
              <button
                class="chip"
                aria-label={words.removeFilter(filter.name, filter.value)}
                onClick={() => route.removeFilter(filter)}
              >
                {filter.name.replace(/^(?:trait|prop)\./, "")}: {filter.value}{" "}
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}

/** Whether what is shown keeps up with what comes in; if not, how old it is. */
function LiveMark({ board: { live, looks, figures, now } }: { board: Board }) {
  const words = looks.words.value;
  const at = figures.at.value;
  const state = live.value;
  const age = at ? looks.format.value.duration(Math.max(0, now.value.getTime() - at.getTime())) : "";
  const text =
    state === "live"
      ? words.live
      : state === "connecting"
        ? words.liveConnecting
        : at
          ? words.liveLostSince(age)
          : words.liveLost;
  return (
    <span class={`liveness ${state}`} role="status">
      {text}
    </span>
  );
}
