import type { Signal } from "@preact/signals-core";
import type { PromptContext } from "./context.ts";
import { lazyPieces } from "./lazy-pieces.ts";
import type { PromptModel } from "./prompt-model.ts";
import { drawIcon } from "./questions/drawings.tsx";
import { Step } from "./Step.tsx";
import { directionOf } from "./words/index.ts";

interface Props {
  model: PromptModel;
  context: PromptContext;
  /** Whether it keeps the respondent from everything else. */
  modal: boolean;
  /** Said politely by screen readers. */
  announced: Signal<string>;
  /** Called with what has come on show. */
  arrive(body: Element | null): void;
  /** Makes text bigger by one step. */
  enlarge(): void;
}

/** The card: the frame that stays while questions come and go. */
export function Prompt({ model, context, modal, announced, arrive, enlarge }: Props) {
  const { words, slow, locale, large } = model;
  const { step, of } = model.progress();
  const id = model.question.value?.id;
  const Card = modal ? "dialog" : "div";
  const press = (event: KeyboardEvent) => {
    const { key, repeat, target } = event;
    if (key === "Escape") model.dismiss();
    // A key held down would answer the next question as well.
    else if (!repeat || key !== "Enter" || target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
  };
  return (
    <>
      <Card
        class={large.value ? "card large" : "card"}
        part="prompt"
        role="dialog"
        aria-modal={modal || undefined}
        aria-labelledby="t"
        aria-busy={slow.value}
        lang={locale.replace(/_/g, "-")}
        dir={directionOf(locale)}
        onKeyDown={press}
      >
        {step > 0 && (of > 1 || slow.value) && (
          <div class={slow.value ? "bar slow" : "bar"}>
            <i style={{ width: `${(100 * step) / (of + 1)}%` }} />
          </div>
        )}
        {large.value && lazyPieces.large && (
          <lazyPieces.large.Tools key={`tools ${id}`} model={model} enlarge={enlarge} />
        )}
        <Step key={id} model={model} context={context} arrive={arrive} />
        <button class="x" part="close" aria-label={words.close} onClick={model.dismiss}>
          {drawIcon("M6 6l12 12M18 6L6 18")}
        </button>
      </Card>
      <div class="vh" role="status">
        {announced.value}
      </div>
    </>
  );
}
