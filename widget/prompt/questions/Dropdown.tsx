import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../model.ts";
import { moreWordsOf } from "./moreWords.ts";
import { put } from "./put.ts";

interface Props {
  model: PromptModel;
  values: readonly Answer[];
  labels: readonly string[];
  /** Index of the chosen one; -1 for none. */
  selected: number;
}

/** The platform's own list that opens. It only selects, since keys change its value while it is closed. */
export function Dropdown({ model, values, labels, selected }: Props) {
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
