import { Check } from "./Check.tsx";
import { Choice } from "./Choice.tsx";
import type { QuestionProps } from "./index.ts";
import { moreWordsOf } from "./moreWords.ts";
import { put } from "./put.ts";

/** A box to tick; whoever does not has said nothing. */
export function Consent({ model, question }: QuestionProps<"consent">) {
  const { chosen, fault, fill, locale } = model;
  const on = chosen.value === true;
  return (
    <div class="list">
      <Check on={on} invalid={!!fault.value} toggle={() => put(model, on ? undefined : true)}>
        <Choice mark="square" label={fill(question.label) || moreWordsOf(locale).agree} />
      </Check>
    </div>
  );
}
