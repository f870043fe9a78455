import type { ComponentChildren } from "preact";
import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";
import { followArrow } from "./Scale.tsx";

interface Props<Value extends Answer> {
  model: PromptModel;
  values: readonly Value[];
  /** Index of the chosen one; -1 for none. */
  selected: number;
  /** Class of the group, and of each radio. */
  group: string;
  look: string;
  columns?: number | undefined;
  /** Id of what names the group; the question's title by default. */
  name?: string;
  invalid?: boolean;
  /** Takes a tap, Enter, Space or a screen reader's click. */
  pick(value: Value, radio: Element): void;
  /** Takes what an arrow key leads to. */
  select(value: Value): void;
  draw(index: number): ComponentChildren;
}

/** A radio group whose members are buttons, for the same reason as those of a scale. */
export function Radios<Value extends Answer>(props: Props<Value>) {
  const { model, values, selected, group, look, columns, name = "t", invalid, pick, select, draw } = props;
  return (
    <div
      class={group}
      role="radiogroup"
      aria-labelledby={name}
      aria-invalid={invalid}
      style={columns ? { gridTemplateColumns: `repeat(${columns},minmax(0,1fr))` } : {}}
      onKeyDown={(event) =>
        followArrow(model, event, (index) => {
          const value = values[index];
          if (value !== undefined) select(value);
        })
      }
    >
      {values.map((value, index) => (
        // biome-ignore lint/a11y/useSemanticElements: arrow keys click native radios, and a click may answer
        <button
          role="radio"
          aria-checked={index === selected}
          tabIndex={index === Math.max(0, selected) ? 0 : -1}
          class={index === selected ? `${look} on` : look}
          part="option"
          onClick={({ currentTarget }) => pick(value, currentTarget)}
        >
          {draw(index)}
        </button>
      ))}
    </div>
  );
}
