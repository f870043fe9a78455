import type { QuestionProps } from "./index.ts";

/** The count is shown when this share of the room is used. */
const NEARLY_FULL = 0.8;

/** A few words, or with `long` a few sentences. */
export function FreeText({ model, question }: QuestionProps<"text">) {
  const { chosen, missing } = model;
  const { long, maxLength = 2000, placeholder } = question;
  const value = String(chosen.value || "");
  return (
    <>
      <textarea
        part="input"
        rows={long ? 6 : 3}
        maxLength={maxLength}
        placeholder={model.fill(placeholder)}
        aria-labelledby="t"
        aria-describedby={missing.value ? "err" : undefined}
        aria-invalid={missing.value}
        value={value}
        onInput={({ currentTarget }) => {
          chosen.value = currentTarget.value.slice(0, maxLength);
        }}
        onKeyDown={({ key, ctrlKey, metaKey }) => {
          if (key === "Enter" && (ctrlKey || metaKey)) model.send();
        }}
      />
      {value.length > maxLength * NEARLY_FULL && (
        <p class="small">
          {value.length} / {maxLength}
        </p>
      )}
    </>
  );
}
