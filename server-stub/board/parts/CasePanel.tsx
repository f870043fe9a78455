import type { Case } from "../../answers/cases.ts";
import type { Session } from "../../answers/site.ts";
import { timeLeft } from "../case.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { AskAgain } from "./AskAgain.tsx";
import { Fault } from "./Card.tsx";
import { CaseFacts, CaseScore } from "./CaseFacts.tsx";
import { CaseForm } from "./CaseForm.tsx";
import { CaseHistory } from "./CaseHistory.tsx";
import { Dialog } from "./Dialog.tsx";

/** One case, to be worked on. */
export function CasePanel({ board, session }: { board: Board; session: Session }) {
  const { cases, looks, route } = board;
  const words = looks.words.value;
  const { value, fault } = cases.open.value;
  const close = () => route.go({ open: "" });
  return (
    <Dialog kind="panel" labelledBy="case" onClose={close}>
      <div class="head">
        <h2 id="case">{words.case.heading}</h2>
        <button class="pill" onClick={close}>
          {words.close}
        </button>
      </div>
      {isAbsent(cases.open.value) ? (
        <p class="nothing">{words.case.gone}</p>
      ) : (
        <>
          {fault && <Fault fault={fault} words={words} />}
          {value ? (
            <Work board={board} shownCase={value} me={session.name} />
          ) : (
            <p class="dim">{words.loading}</p>
          )}
        </>
      )}
    </Dialog>
  );
}

function Work({ board, shownCase, me }: { board: Board; shownCase: Case; me: string }) {
  const { looks, now } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const left = timeLeft(shownCase, now.value);
  return (
    <>
      <p class="row">
        <CaseScore board={board} shownCase={shownCase} />
        <b>{words.statuses[shownCase.status]}</b>
        {shownCase.recovered && (
          <span class="good">
            {shownCase.recoveredAt
              ? words.case.recoveredAt(format.time(shownCase.recoveredAt))
              : words.recovered}
          </span>
        )}
        {left !== undefined &&
          (left < 0 ? (
            <strong class="bad">{words.overdueBy(format.duration(-left))}</strong>
          ) : (
            <span>{words.left(format.duration(left))}</span>
          ))}
      </p>
      {shownCase.text && <blockquote>{shownCase.text}</blockquote>}
      <CaseForm board={board} shownCase={shownCase} me={me} />
      <CaseFacts board={board} shownCase={shownCase} />
      <AskAgain board={board} />
      <CaseHistory board={board} shownCase={shownCase} />
    </>
  );
}
