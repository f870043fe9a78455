import type { Case } from "../../answers/cases.ts";
import { timeLeft } from "../case.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { CASE_LISTS } from "../view.ts";
import { Card, Fault } from "./Card.tsx";
import { CaseScore } from "./CaseFacts.tsx";
import { Select } from "./controls.tsx";

/** All cases, as they are to be worked through. */
export function CasesPage({ board }: { board: Board }) {
  const { cases, looks, route } = board;
  const words = looks.words.value;
  const { value, fault, busy } = cases.list.value;
  const { cases: list, mine } = route.view.value;
  return (
    <Card
      id="calls"
      width={12}
      busy={busy}
      title={words.casesHeading}
      aside={
        <span class="row">
          <Select
            label={words.casesAll}
            value={list}
            options={CASE_LISTS.map((id) => ({ id, name: words.lists[id] }))}
            onChoose={(id) => route.go({ cases: CASE_LISTS.find((name) => name === id) ?? "waiting" })}
          />
          <label class="check">
            <input type="checkbox" checked={mine} onChange={() => route.go({ mine: !mine })} /> {words.mine}
          </label>
        </span>
      }
    >
      {fault && !isAbsent(cases.list.value) && (
        <Fault fault={fault} words={words} retry={() => void cases.reload()} />
      )}
      {isAbsent(cases.list.value) && <p class="nothing dim">{words.noFollowUp}</p>}
      {!value && busy && <p class="dim">{words.loading}</p>}
      {value && value.cases.length === 0 && (
        <p class="nothing dim">{list === "waiting" && !mine ? words.casesEmpty : words.casesNone}</p>
      )}
      {value && value.cases.length > 0 && (
        <>
          <ul class="cases">
            {value.cases.map((listed) => (
              <CaseLine key={listed.id} board={board} listed={listed} />
            ))}
          </ul>
          {value.cursor && (
            <button class="pill" onClick={() => void cases.loadMore()}>
              {words.more}
            </button>
          )}
        </>
      )}
    </Card>
  );
}

const FIRST_CASES = 5;

/** Who needs a call first. */
export function CasesCard({ board, wide }: { board: Board; wide: boolean }) {
  const { cases, looks, route } = board;
  const words = looks.words.value;
  const { value, fault, busy } = cases.list.value;
  return (
    <Card
      id="calls"
      width={wide ? 12 : 6}
      busy={busy}
      title={words.casesHeading}
      aside={
        <button class="link" onClick={() => route.go({ page: "calls", cases: "waiting" })}>
          {words.casesAll}
        </button>
      }
    >
      {fault && <Fault fault={fault} words={words} retry={() => void cases.reload()} />}
      {value &&
        (value.cases.length ? (
          <ul class="cases">
            {value.cases.slice(0, FIRST_CASES).map((listed) => (
              <CaseLine key={listed.id} board={board} listed={listed} />
            ))}
          </ul>
        ) : (
          <p class="nothing dim">{words.casesEmpty}</p>
        ))}
    </Card>
  );
}

const MINUTE_MS = 60_000;

/** One case of a list: what was said, by whom, and how long there is. */
function CaseLine({ board, listed }: { board: Board; listed: Case }) {
  const { looks, route, now } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const left = timeLeft(listed, now.value);
  const { person } = listed;
  const age = now.value.getTime() - Date.parse(listed.receivedAt);
  const about = [
    listed.assigned,
    person.name ?? person.user,
    age < MINUTE_MS ? words.justNow : words.ago(format.duration(age)),
    listed.owner && words.ownedBy(listed.owner),
    (listed.level ?? 1) > 1 && words.level(format.whole(listed.level ?? 1)),
  ].filter(Boolean);
  const isOver = listed.overdue || (left !== undefined && left < 0);
  return (
    <li>
      <button class="case" onClick={() => route.go({ open: listed.id })}>
        <CaseScore board={board} shownCase={listed} />
        <span class="said">
          <span class={listed.text ? "text" : "text dim"}>{listed.text || words.noText}</span>
          <span class="dim small">{about.join(" · ")}</span>
        </span>
        <span class="due">
          {listed.recovered && <span class="good">{words.recovered}</span>}
          {left === undefined || listed.status === "resolved" ? (
            <span class="dim">{words.statuses[listed.status]}</span>
          ) : isOver ? (
            <strong class="bad">{words.overdueBy(format.duration(-left))}</strong>
          ) : (
            <span class="time">{words.left(format.duration(left))}</span>
          )}
        </span>
      </button>
    </li>
  );
}
