import type { Answer } from "../../record/schema.ts";
import { Check } from "./Check.tsx";
import { Choice } from "./Choice.tsx";
import { freeText, labelOfOther } from "./free.ts";
import type { QuestionProps } from "./index.ts";
import { moreWordsOf } from "./moreWords.ts";
import { printNumber } from "./numbers.ts";
import { enterOther, OtherField } from "./OtherField.tsx";
import { type ChoiceQuestion, optionsOf } from "./options.ts";
import { put } from "./put.ts";

type Chosen = (string | { other: string })[];

/** Any of some options; `dropdown` keeps a long list short by letting it scroll. */
export function Multi({ model, question }: QuestionProps<"multi">) {
  const { chosen, fault, fill, link, locale } = model;
  const taken: Chosen = Array.isArray(chosen.value) ? chosen.value : [];
  const free = taken.map(textOf).find((text) => text !== undefined);
  const options = optionsOf(model, question);
  const { max = Number.POSITIVE_INFINITY } = question;
  const full = taken.length >= max;
  /** In the order of the survey, whatever was ticked first. */
  const sorted = (ids: Chosen, text?: string): Chosen => [
    ...question.options.map(({ id }) => id).filter((id) => ids.includes(id)),
    ...(text === undefined ? [] : [{ other: text }]),
  ];
  const toggle = (on: boolean, next: Chosen) => {
    if (on || !full) put(model, next);
    else fault.value = moreWordsOf(locale).chooseAtMost(printNumber(max, locale));
  };
  const look = question.look === "dropdown" ? "list box" : "list";
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the question's title stands elsewhere, as no legend can */}
      <div
        class={options.some(({ image }) => image) ? `${look} pics` : look}
        role="group"
        aria-labelledby="t"
      >
        {options.map(({ id, label, image }) => {
          const on = taken.includes(id);
          return (
            <Check
              on={on}
              off={full && !on}
              toggle={() => toggle(on, sorted(on ? taken.filter((one) => one !== id) : [...taken, id], free))}
            >
              <Choice mark="square" label={fill(label)} image={link(image)} />
            </Check>
          );
        })}
        {question.other && (
          <Check
            on={free !== undefined}
            off={full && free === undefined}
            toggle={(box) => {
              toggle(free !== undefined, sorted(taken, free === undefined ? "" : undefined));
              if (free === undefined) enterOther(box);
            }}
          >
            <Choice mark="square" label={labelOfOther(model, question)} />
          </Check>
        )}
      </div>
      {free !== undefined && (
        <OtherField model={model} text={free} type={(text) => put(model, sorted(taken, text))} />
      )}
    </>
  );
}

/** Why so few or many cannot be sent. */
export function multiFault(
  {
    min = 0,
    max = Number.POSITIVE_INFINITY,
  }: ChoiceQuestion & { min?: number | undefined; max?: number | undefined },
  value: Answer,
  locale: string,
) {
  const { length } = Array.isArray(value) ? value : [];
  const { chooseAtLeast, chooseAtMost } = moreWordsOf(locale);
  if (length < min) return chooseAtLeast(printNumber(min, locale));
  return length > max ? chooseAtMost(printNumber(max, locale)) : undefined;
}

const textOf = (one: Chosen[number]) => (typeof one === "string" ? undefined : freeText(one));
