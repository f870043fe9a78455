import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { CASE_LISTS } from "../view.ts";
import { Card } from "./Card.tsx";
import { CaseLine } from "./CaseLine.tsx";
import { Fault } from "./Fault.tsx";
import { Select } from "./Select.tsx";

/** All cases, as they are to be worked through. */
export function CallsPage({ board }: { board: Board }) {
  const { calls, looks, route } = board;
  const words = looks.words.value;
  const { value, fault, busy } = calls.list.value;
  const { cases, mine } = route.view.value;
  return (
    <Card
      id="calls"
      width={12}
      busy={busy}
      title={words.calls}
      aside={
        <span class="row">
          <Select
            label={words.callsAll}
            value={cases}
            options={CASE_LISTS.map((id) => ({ id, name: words.lists[id] }))}
            onChoose={(id) => route.go({ cases: CASE_LISTS.find((one) => one === id) ?? "waiting" })}
          />
          <label class="check">
            <input type="checkbox" checked={mine} onChange={() => route.go({ mine: !mine })} /> {words.mine}
          </label>
        </span>
      }
    >
      {fault && !isAbsent(calls.list.value) && (
        <Fault fault={fault} words={words} retry={() => void calls.reload()} />
      )}
      {isAbsent(calls.list.value) && <p class="nothing dim">{words.noFollowUp}</p>}
      {!value && busy && <p class="dim">{words.loading}</p>}
      {value && value.cases.length === 0 && (
        <p class="nothing dim">{cases === "waiting" && !mine ? words.callsEmpty : words.callsNone}</p>
      )}
      {value && value.cases.length > 0 && (
        <>
          <ul class="cases">
            {value.cases.map((one) => (
              <CaseLine key={one.id} board={board} one={one} />
            ))}
          </ul>
          {value.cursor && (
            <button class="pill" onClick={() => void calls.loadMore()}>
              {words.more}
            </button>
          )}
        </>
      )}
    </Card>
  );
}
