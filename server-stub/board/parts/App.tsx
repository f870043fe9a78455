import { ApiError } from "../api.ts";
import type { Board } from "../model/board.ts";
import { Fault } from "./Fault.tsx";
import { Login } from "./Login.tsx";
import { Shell } from "./Shell.tsx";

/** The whole page. */
export function App({ board }: { board: Board }) {
  const { session, fault } = board.door;
  const words = board.looks.words.value;
  if (session.value === undefined) return <p class="splash dim">{words.loading}</p>;
  const cause = fault.value;
  // Who cannot even be asked for a token is better told why.
  if (session.value === null && cause instanceof ApiError && cause.status === 0)
    return (
      <main class="login">
        <Fault fault={cause} words={words} retry={() => void board.door.knock()} />
      </main>
    );
  return session.value ? <Shell board={board} session={session.value} /> : <Login board={board} />;
}
