import type { Answer } from "../../record/schema.ts";
import { Choice } from "./Choice.tsx";
import { Dropdown } from "./Dropdown.tsx";
import { freeText, labelOfOther } from "./free.ts";
import type { QuestionProps } from "./index.ts";
import { enterOther, OtherField } from "./OtherField.tsx";
import { optionsOf } from "./options.ts";
import { put } from "./put.ts";
import { Radios } from "./Radios.tsx";

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
