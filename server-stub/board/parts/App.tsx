import type { Session } from "../../answers/site.ts";
import { ApiError } from "../api.ts";
import type { Board } from "../model/board.ts";
import { AdminPage } from "./AdminPage.tsx";
import { Fault } from "./Card.tsx";
import { CasePanel } from "./CasePanel.tsx";
import { CasesPage } from "./CasesPage.tsx";
import { FiguresPage } from "./FiguresPage.tsx";
import { Header } from "./Header.tsx";
import { Login } from "./Login.tsx";

/** The whole page. */
export function App({ board }: { board: Board }) {
  const { current, fault } = board.session;
  const words = board.looks.words.value;
  if (current.value === undefined) return <p class="splash dim">{words.loading}</p>;
  const cause = fault.value;
  // Without a connection a login would fail too: the page says so instead.
  if (current.value === null && cause instanceof ApiError && cause.status === 0)
    return (
      <main class="login">
        <Fault fault={cause} words={words} retry={() => void board.session.restore()} />
      </main>
    );
  return current.value ? <Pages board={board} session={current.value} /> : <Login board={board} />;
}

const PAGES = { figures: FiguresPage, calls: CasesPage, admin: AdminPage };

/** The pages of the person who is logged in. */
function Pages({ board, session }: { board: Board; session: Session }) {
  const words = board.looks.words.value;
  const { page, view } = board.route;
  const Page = PAGES[page.value];
  const limits = Object.entries(session.where);
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <Header board={board} session={session} />
      <main id="content" tabIndex={-1} key={page.value}>
        {limits.length > 0 && (
          <p class="note w12">
            {words.onlySee(limits.map(([name, values]) => `${name}: ${values.join(", ")}`).join("; "))}
          </p>
        )}
        <Page board={board} session={session} />
      </main>
      {view.value.open !== "" && session.role !== "analyst" && <CasePanel board={board} session={session} />}
      {board.failed.value && (
        <p class="toast" role="alert">
          {board.failed.value}
        </p>
      )}
      <p class="unseen" role="status">
        {board.said.value}
      </p>
    </>
  );
}
