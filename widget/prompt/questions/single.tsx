import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";
import { put } from "./draft.ts";
import { moreWordsOf } from "./language.ts";
import { Choice, optionsOf } from "./options.tsx";
import { enterOther, freeText, labelOfOther, OtherField } from "./other.tsx";
import { Radios } from "./Radios.tsx";
import type { QuestionProps } from "./renderer.ts";

/** One of some options: a tap goes on, but to "Other" belongs a text first. */
export function Single({ model, question }: QuestionProps<"single">) {
  const { chosen, fill } = model;
  const options = optionsOf(model, question);
  const free = freeText(chosen.value);
  const others = question.other ? [{ other: free || "" }] : [];
  const values: Answer[] = [...options.map(({ id }) => id), ...others];
  const selected =
    free === undefined ? values.indexOf(chosen.value ?? "") : question.other ? options.length : -1;
  const labels = [...options.map(({ label }) => fill(label)), labelOfOther(model, question)];
  return (
    <>
      {question.look === "dropdown" ? (
        <Dropdown model={model} values={values} labels={labels} selected={selected} />
      ) : (
        <Radios
          model={model}
          values={values}
          selected={selected}
          group={options.some(({ image }) => image) ? "list pics" : "list"}
          look="opt"
          pick={(value, radio) => {
            if (typeof value === "string") return model.choose(value);
            put(model, value);
            enterOther(radio);
          }}
          select={(value) => put(model, value)}
          draw={(index) => <Choice mark="round" label={labels[index] || ""} image={options[index]?.image} />}
        />
      )}
      {free !== undefined && <OtherField model={model} text={free} type={(other) => put(model, { other })} />}
    </>
  );
}

interface DropdownProps {
  model: PromptModel;
  values: readonly Answer[];
  labels: readonly string[];
  /** Index of the chosen one; -1 for none. */
  selected: number;
}

/** The platform's own list that opens. It only selects, since keys change its value while it is closed. */
function Dropdown({ model, values, labels, selected }: DropdownProps) {
  return (
    <div class="drop">
      <select
        part="input"
        aria-labelledby="t"
        onChange={({ currentTarget }) => put(model, values[Number(currentTarget.value || -1)])}
      >
        <option value="" selected={selected < 0}>
          {moreWordsOf(model.locale).choose}
        </option>
        {values.map((_value, index) => (
          <option value={index} selected={index === selected}>
            {labels[index]}
          </option>
        ))}
      </select>
    </div>
  );
}
