import type { Answer } from "../../record/schema.ts";
import { put } from "./draft.ts";
import { formatNumber, moreWordsOf } from "./language.ts";
import { Check, Choice, optionsOf } from "./options.tsx";
import { enterOther, freeText, labelOfOther, OtherField } from "./other.tsx";
import type { QuestionProps } from "./renderer.ts";

type MultiQuestion = QuestionProps<"multi">["question"];

/** What is ticked: ids, and the text of "Other". */
interface Ticked {
  ids: string[];
  free: string | undefined;
}

/** Any of some options; `dropdown` keeps a long list short by letting it scroll. */
export function Multi({ model, question }: QuestionProps<"multi">) {
  const { chosen, fault, fill, locale } = model;
  const { max = Number.POSITIVE_INFINITY, other } = question;
  const { ids, free } = tickedIn(chosen.value);
  const isFull = countOf(chosen.value) >= max;
  const options = optionsOf(model, question);
  const pictures = options.some(({ image }) => image) ? " pics" : "";
  const keep = (ticked: Ticked) => put(model, inOrder(ticked, question));
  /** Turns what is ticked now, which may be more than this rendering knows. */
  const toggle = (turn: (ticked: Ticked) => Ticked) => {
    const next = turn(tickedIn(chosen.value));
    const many = inOrder(next, question).length;
    if (many <= max || many < countOf(chosen.value)) keep(next);
    else fault.value = moreWordsOf(locale).chooseAtMost(formatNumber(max, locale));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the question's title stands elsewhere, as no legend can */}
      <div
        class={`list${question.look === "dropdown" ? " box" : ""}${pictures}`}
        role="group"
        aria-labelledby="t"
      >
        {options.map(({ id, label, image }) => {
          const on = ids.includes(id);
          return (
            <Check on={on} off={isFull && !on} toggle={() => toggle((ticked) => withTurned(ticked, id))}>
              <Choice mark="square" label={fill(label)} image={image} />
            </Check>
          );
        })}
        {other && (
          <Check
            on={free !== undefined}
            off={isFull && free === undefined}
            toggle={(box) => {
              toggle((ticked) => ({ ...ticked, free: ticked.free === undefined ? "" : undefined }));
              if (free === undefined) enterOther(box);
            }}
          >
            <Choice mark="square" label={labelOfOther(model, question)} />
          </Check>
        )}
      </div>
      {free !== undefined && (
        <OtherField
          model={model}
          text={free}
          type={(text) => keep({ ids: tickedIn(chosen.value).ids, free: text })}
        />
      )}
    </>
  );
}

/** Why so few or many cannot be sent. */
export function multiFault(
  { min = 0, max = Number.POSITIVE_INFINITY }: MultiQuestion,
  value: Answer,
  locale: string,
) {
  const count = countOf(value);
  const { chooseAtLeast, chooseAtMost } = moreWordsOf(locale);
  if (count < min) return chooseAtLeast(formatNumber(min, locale));
  return count > max ? chooseAtMost(formatNumber(max, locale)) : undefined;
}

function tickedIn(value: Answer | undefined): Ticked {
  const all = Array.isArray(value) ? value : [];
  return {
    ids: all.filter((one) => typeof one === "string"),
    free: all
      .map((one) => (typeof one === "string" ? undefined : freeText(one)))
      .find((text) => text !== undefined),
  };
}

function withTurned({ ids, free }: Ticked, id: string): Ticked {
  return { ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id], free };
}

/** In the order of the survey, whatever was ticked first. */
function inOrder({ ids, free }: Ticked, { options }: MultiQuestion) {
  const chosen: (string | { other: string })[] = options.map(({ id }) => id).filter((id) => ids.includes(id));
  return free === undefined ? chosen : [...chosen, { other: free }];
}

const countOf = (value: Answer | undefined) => (Array.isArray(value) ? value.length : 0);
