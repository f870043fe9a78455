import { ApiError } from "../api.ts";
import { sayErased } from "../erased.ts";
import { faultText } from "../faultText.ts";
import { ERASE_KINDS } from "../model/admin.ts";
import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";
import { Dialog } from "./Dialog.tsx";
import { Select } from "./Select.tsx";

/** Takes away all that is kept of a person. */
export function Erase({ board }: { board: Board }) {
  const { admin, looks } = board;
  const { admin: words, cancel } = looks.words.value;
  const { kind, id, confirming } = admin;
  const erased = admin.erased.value;
  const close = () => (confirming.value = false);
  return (
    <Card id="erase" width={6} title={words.erase}>
      <p class="dim hint">{words.eraseHint}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          confirming.value = id.value.trim() !== "";
        }}
      >
        <Select
          label={words.eraseBy}
          value={kind.value}
          options={ERASE_KINDS.map((one) => ({ id: one, name: words.eraseKinds[one] }))}
          onChoose={(one) => (kind.value = ERASE_KINDS.find((known) => known === one) ?? "users")}
        />
        <label class="pill select grow">
          <span>{words.eraseId}</span>
          <input
            value={id.value}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => (id.value = currentTarget.value)}
          />
        </label>
        <button class="pill bad">{words.eraseButton}</button>
      </form>
      <p role="status" class={erased instanceof ApiError ? "bad" : "good"}>
        {erased instanceof ApiError
          ? erased.status === 404
            ? words.eraseUnknown
            : faultText(erased, looks.words.value)
          : erased &&
            words.erased(sayErased(erased.erased, looks)) +
              (erased.filesClean === false ? ` ${words.erasedLater}` : "")}
      </p>
      {confirming.value && (
        <Dialog kind="question" labelledBy="erase-question" onClose={close}>
          <h2 id="erase-question">{words.eraseConfirm(words.eraseKinds[kind.value], id.value.trim())}</h2>
          <p>{words.eraseHint}</p>
          <div class="row">
            <button class="pill" onClick={close}>
              {cancel}
            </button>
            <button
              class="main danger"
              aria-disabled={admin.erasing.value}
              onClick={() => void admin.erase()}
            >
              {words.eraseYes}
            </button>
          </div>
        </Dialog>
      )}
    </Card>
  );
}
