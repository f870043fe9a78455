import type { InputHTMLAttributes } from "preact";
import type { PromptModel } from "../prompt-model.ts";
import { limitText } from "./text.tsx";

interface Props {
  model: PromptModel;
  value: string;
  /** Its name where none is written on it. */
  label?: string | undefined;
  /** Id of what names it. */
  name?: string;
  placeholder?: string;
  invalid: boolean;
  /** The most characters, as people count them. */
  most: number;
  attributes?: InputHTMLAttributes<HTMLInputElement>;
  type(value: string): void;
}

/** One line to type into; Enter sends. */
export function Field({ model, value, label, name, placeholder, invalid, most, attributes, type }: Props) {
  return (
    <input
      part="input"
      {...attributes}
      aria-label={label}
      aria-labelledby={name}
      aria-describedby={invalid ? "err" : undefined}
      aria-invalid={invalid}
      placeholder={placeholder}
      // Beyond the count that matters: what a megabyte pasted is cut to by the browser itself.
      maxLength={most * 8}
      value={value}
      onInput={({ currentTarget }) => {
        limitText(model, currentTarget, most);
        type(currentTarget.value);
      }}
      onKeyDown={({ key, repeat }) => {
        if (key === "Enter" && !repeat) model.send();
      }}
    />
  );
}
