import type { Session } from "../../answers/site.ts";
import type { Board } from "../model/board.ts";
import { AdminPage } from "./AdminPage.tsx";
import { CallsPage } from "./CallsPage.tsx";
import { CasePanel } from "./CasePanel.tsx";
import { FiguresPage } from "./FiguresPage.tsx";
import { Header } from "./Header.tsx";

const PAGES = { figures: FiguresPage, calls: CallsPage, admin: AdminPage };

/** The board of who is logged in. */
export function Shell({ board, session }: { board: Board; session: Session }) {
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
