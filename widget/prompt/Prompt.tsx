import type { Signal } from "@preact/signals";
import type { PromptContext } from "./context.ts";
import type { PromptModel } from "./model.ts";
import { drawIcon } from "./questions/drawings.tsx";
import { Step } from "./Step.tsx";
import { directionOf } from "./words/index.ts";

interface Props {
  model: PromptModel;
  context: PromptContext;
  root: ShadowRoot;
  /** Said once, politely, by screen readers. */
  announced: Signal<string>;
}

/** The card: the frame that stays while questions come and go. */
export function Prompt({ model, context, root, announced }: Props) {
  const { words, slow } = model;
  const { step, of } = model.progress();
  const press = (event: KeyboardEvent) => {
    const { key, repeat, target } = event;
    if (key === "Escape") model.dismiss();
    // A key held down would answer the next question as well.
    else if (!repeat || key !== "Enter" || target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
  };
  return (
    <>
      <div
        class={model.large.value ? "card large" : "card"}
        part="prompt"
        role="dialog"
        aria-labelledby="t"
        aria-busy={slow.value}
        lang={context.locale.replace(/_/g, "-")}
        dir={directionOf(context.locale)}
        onKeyDown={press}
      >
        {step > 0 && (of > 1 || slow.value) && (
          <div class={slow.value ? "bar slow" : "bar"}>
            <i style={{ width: `${(100 * step) / (of + 1)}%` }} />
          </div>
        )}
        <Step key={model.question.value?.id} model={model} context={context} inside={!!root.activeElement} />
        <button class="x" part="close" aria-label={words.close} onClick={model.dismiss}>
          {drawIcon("M6 6l12 12M18 6L6 18")}
        </button>
      </div>
      <div class="vh" role="status">
        {announced.value}
      </div>
    </>
  );
}
