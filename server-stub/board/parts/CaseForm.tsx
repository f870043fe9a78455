import type { Case } from "../../answers/cases.ts";
import { ApiError } from "../api.ts";
import type { CaseChange, Draft } from "../case.ts";
import type { Board } from "../model/board.ts";
import { formatFault } from "../sentences.ts";

/** What can be done with a case: take it over, say what was found and done, and how it went. */
export function CaseForm({ board, shownCase, me }: { board: Board; shownCase: Case; me: string }) {
  const { cases, looks } = board;
  const { case: words, save: saveWord } = looks.words.value;
  const { draft } = cases;
  const outcome = cases.outcome.value;
  const reasons = cases.list.value.value?.reasons ?? [];
  const isMine = shownCase.owner === me;
  const type = (part: Partial<Draft>) => (draft.value = { ...draft.value, ...part });
  const step = (label: string, change: CaseChange, isMain = false) => (
    <button
      type="button"
      class={isMain ? "main" : "pill"}
      aria-disabled={cases.saving.value}
      onClick={() => void cases.save(change)}
    >
      {label}
    </button>
  );
  const isOver =
    shownCase.status === "resolved" || shownCase.status === "unreachable" || shownCase.status === "withdrawn";
  return (
    <form
      class="work"
      onSubmit={(event) => {
        event.preventDefault();
        void cases.save();
      }}
    >
      <p class="row">
        <span class="dim">{words.owner}</span> <b>{shownCase.owner ?? words.nobody}</b>
        {step(isMine ? words.handBack : words.takeOver, { owner: isMine ? null : me })}
      </p>
      <label>
        {words.reason}
        <input
          list="reasons"
          value={draft.value.reason}
          maxLength={200}
          onInput={({ currentTarget }) => type({ reason: currentTarget.value })}
        />
      </label>
      {/* What was given before is offered, and another one can be typed. */}
      <datalist id="reasons">
        {reasons.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      <label>
        {words.action}
        <textarea
          rows={2}
          value={draft.value.action}
          onInput={({ currentTarget }) => type({ action: currentTarget.value })}
        />
      </label>
      <label>
        {words.note}
        <textarea
          rows={2}
          value={draft.value.note}
          onInput={({ currentTarget }) => type({ note: currentTarget.value })}
        />
      </label>
      <p role="status" class={outcome === "saved" ? "good" : "bad"}>
        {outcome === "saved"
          ? words.saved
          : outcome === "conflict"
            ? words.conflict
            : outcome instanceof ApiError
              ? formatFault(outcome, looks.words.value)
              : ""}
      </p>
      <div class="row">
        {shownCase.status === "open" && step(words.contacted, { status: "contacted" }, true)}
        {shownCase.status === "contacted" && step(words.resolved, { status: "resolved" }, true)}
        {!isOver && step(words.unreachable, { status: "unreachable" })}
        {isOver && step(words.reopen, { status: "open" })}
        <button class="pill" aria-disabled={cases.saving.value}>
          {saveWord}
        </button>
      </div>
    </form>
  );
}
