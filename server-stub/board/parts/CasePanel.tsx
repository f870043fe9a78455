import type { Case } from "../../answers/cases.ts";
import type { Session } from "../../answers/site.ts";
import { timeLeft } from "../due.ts";
import { bandOf } from "../figure.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { AskAgain } from "./AskAgain.tsx";
import { CaseFacts } from "./CaseFacts.tsx";
import { CaseForm } from "./CaseForm.tsx";
import { CaseHistory } from "./CaseHistory.tsx";
import { Dialog } from "./Dialog.tsx";
import { Fault } from "./Fault.tsx";

/** One case, to be worked on. */
export function CasePanel({ board, session }: { board: Board; session: Session }) {
  const { calls, looks, route } = board;
  const words = looks.words.value;
  const { value, fault } = calls.open.value;
  const close = () => route.go({ open: "" });
  return (
    <Dialog kind="panel" labelledBy="case" onClose={close}>
      <div class="head">
        <h2 id="case">{words.case.heading}</h2>
        <button class="pill" onClick={close}>
          {words.close}
        </button>
      </div>
      {isAbsent(calls.open.value) ? (
        <p class="nothing">{words.case.gone}</p>
      ) : (
        <>
          {fault && <Fault fault={fault} words={words} />}
          {value ? <Work board={board} one={value} me={session.name} /> : <p class="dim">{words.loading}</p>}
        </>
      )}
    </Dialog>
  );
}

function Work({ board, one, me }: { board: Board; one: Case; me: string }) {
  const { looks, now } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const left = timeLeft(one, now.value);
  return (
    <>
      <p class="row">
        <span class={`badge ${bandOf(one.scoreType ?? "", one.score) ?? "middle"}`}>
          <span class="unseen">{words.score} </span>
          {one.score === null || one.score === undefined ? "–" : String(one.score)}
        </span>
        <b>{words.statuses[one.status]}</b>
        {one.recovered && (
          <span class="good">
            {one.recoveredAt ? words.case.recoveredAt(format.time(one.recoveredAt)) : words.recovered}
          </span>
        )}
        {left !== undefined &&
          (left < 0 ? (
            <strong class="bad">{words.overdueBy(format.duration(-left))}</strong>
          ) : (
            <span>{words.left(format.duration(left))}</span>
          ))}
      </p>
      {one.text && <blockquote>{one.text}</blockquote>}
      <CaseForm board={board} one={one} me={me} />
      <CaseFacts board={board} one={one} />
      <AskAgain board={board} />
      <CaseHistory board={board} one={one} />
    </>
  );
}
