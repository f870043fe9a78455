import { ApiError } from "../api.ts";
import { ERASE_KINDS } from "../model/admin.ts";
import type { Board } from "../model/board.ts";
import { formatErased, formatFault } from "../sentences.ts";
import { Card, Fault, Scroll } from "./Card.tsx";
import { Select } from "./controls.tsx";
import { Dialog } from "./Dialog.tsx";

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
          options={ERASE_KINDS.map((name) => ({ id: name, name: words.eraseKinds[name] }))}
          onChoose={(name) => (kind.value = ERASE_KINDS.find((known) => known === name) ?? "users")}
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
            : formatFault(erased, looks.words.value)
          : erased &&
            words.erased(formatErased(erased.erased, looks.words.value, looks.format.value)) +
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

/** What was erased when, by what and by whose token; not of whom. */
export function PastErasures({ board }: { board: Board }) {
  const { admin, looks } = board;
  const words = looks.words.value.admin;
  const format = looks.format.value;
  const { value, fault, busy } = admin.pastErasures.value;
  const erasures = value?.erasures ?? [];
  return (
    <Card id="erasures" width={12} busy={busy} title={words.pastErasures}>
      {fault && <Fault fault={fault} words={looks.words.value} />}
      <p class="dim hint">{words.pastErasuresHint}</p>
      {value && erasures.length === 0 && <p class="nothing dim">{words.pastErasuresEmpty}</p>}
      {erasures.length > 0 && (
        <Scroll labelledBy="erasures">
          <table class="erasures stacked">
            <thead>
              <tr>
                <th scope="col">{words.erasedAt}</th>
                <th scope="col">{words.erasedBy}</th>
                <th scope="col">{words.erasedToken}</th>
                <th scope="col">{words.erasedWhat}</th>
              </tr>
            </thead>
            <tbody>
              {erasures.map(({ at, by, token, ...erased }, index) => (
                <tr key={`${at} ${index}`}>
                  <th scope="row" data-label={words.erasedAt}>
                    {format.time(at)}
                  </th>
                  <td data-label={words.erasedBy}>{words.erasedByKinds[by]}</td>
                  <td class="address" data-label={words.erasedToken}>
                    {token ?? "–"}
                  </td>
                  <td data-label={words.erasedWhat}>{formatErased(erased, looks.words.value, format)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Card>
  );
}
