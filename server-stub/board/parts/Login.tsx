import { ApiError } from "../api.ts";
import type { Board } from "../model/board.ts";
import { formatFault } from "../sentences.ts";
import type { Words } from "../words/en.ts";
import { LooksPickers } from "./LooksPickers.tsx";

/** Asks for the token. */
export function Login({ board }: { board: Board }) {
  const { session, looks } = board;
  const words = looks.words.value;
  const fault = faultOf(session.fault.value, words);
  return (
    <main class="login">
      <form
        class="card"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          void session.logIn();
        }}
      >
        <h1>Askling</h1>
        <p>{words.login.heading}</p>
        {/* By which password managers keep the token. */}
        <input name="username" autocomplete="username" value="askling" hidden readOnly />
        <label for="token">{words.login.token}</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          spellcheck={false}
          value={session.token.value}
          aria-invalid={fault !== ""}
          aria-describedby="token-fault token-hint"
          onInput={({ currentTarget }) => (session.token.value = currentTarget.value)}
        />
        <p id="token-fault" class="bad" role="alert">
          {fault}
        </p>
        <button class="main" aria-disabled={session.busy.value}>
          {words.login.submit}
        </button>
        <p id="token-hint" class="dim">
          {words.login.hint}
        </p>
      </form>
      <div class="row">
        <LooksPickers looks={looks} />
      </div>
    </main>
  );
}

function faultOf(fault: ApiError | "empty" | "ended" | undefined, words: Words): string {
  if (fault === undefined) return "";
  if (!(fault instanceof ApiError)) return words.login[fault];
  if (fault.status === 401) return words.login.wrong;
  if (fault.status === 429) return words.login.wait(Math.ceil(fault.retryAfterMs / 1000));
  return formatFault(fault, words);
}
