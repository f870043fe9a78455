import type { Session } from "../../answers/site.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Alarms } from "./Alarms.tsx";
import { AllQuestions } from "./AllQuestions.tsx";
import { Fault, Skeleton } from "./Card.tsx";
import { CasesCard } from "./CasesPage.tsx";
import { Distribution } from "./Distribution.tsx";
import { Drivers } from "./Drivers.tsx";
import { GroupTable } from "./GroupTable.tsx";
import { Overview } from "./Overview.tsx";
import { SaidWords } from "./SaidWords.tsx";
import { TrendCard } from "./TrendCard.tsx";
import { Verbatims } from "./Verbatims.tsx";

/** How are we, is it changing, where, why, and who needs a call. */
export function FiguresPage({ board, session }: { board: Board; session: Session }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const { value: results, fault } = figures.results.value;
  if (!route.survey.value) return <p class="note w12">{words.empty.noSurveys}</p>;
  if (!results)
    return fault ? (
      <Fault fault={fault} words={words} retry={() => void figures.reload()} />
    ) : (
      <Skeleton words={words} />
    );
  const mayCall = session.role === "admin" && !isAbsent(board.cases.list.value);
  const isScored = figures.focus.value !== "";
  return (
    <>
      {fault && <Fault fault={fault} words={words} retry={() => void figures.reload()} />}
      <Alarms board={board} />
      {results.shown === 0 ? (
        <section class="card w12 nothing">
          <h2>{words.empty.heading}</h2>
          <p>{route.view.value.filters.length ? words.empty.filtered : words.empty.text}</p>
        </section>
      ) : (
        <>
          <Overview board={board} results={results} />
          {isScored && <TrendCard board={board} results={results} />}
          {isScored && <Distribution board={board} results={results} />}
          <GroupTable board={board} results={results} wide={!mayCall} />
        </>
      )}
      {mayCall && <CasesCard board={board} wide={results.shown === 0} />}
      {results.shown > 0 && (
        <>
          <Drivers board={board} results={results} />
          <SaidWords board={board} />
          <Verbatims board={board} results={results} session={session} />
          <AllQuestions board={board} results={results} />
        </>
      )}
    </>
  );
}
