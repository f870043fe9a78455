import type { QuestionProps } from "./index.ts";
import { limitText, splitText } from "./limit.ts";

/** The count is shown when this share of the room is used. */
const NEARLY_FULL = 0.8;
/** No record takes more: a megabyte that is pasted is cut to it by the browser, without being drawn. */
const LONGEST = 16e3;

/** A few words, or with `long` a few sentences. */
export function FreeText({ model, question }: QuestionProps<"text">) {
  const { chosen, fault } = model;
  const { long, maxLength = 2000, placeholder } = question;
  const value = String(chosen.value || "");
  const nearlyFull = value.length > maxLength * NEARLY_FULL;
  return (
    <>
      <textarea
        part="input"
        rows={long ? 6 : 3}
        maxLength={LONGEST}
        placeholder={model.fill(placeholder)}
        aria-labelledby="t"
        aria-describedby={fault.value ? "err" : undefined}
        aria-invalid={!!fault.value}
        value={value}
        onInput={({ currentTarget }) => {
          limitText(model, currentTarget, maxLength);
          chosen.value = currentTarget.value;
        }}
        onKeyDown={({ key, ctrlKey, metaKey }) => {
          if (key === "Enter" && (ctrlKey || metaKey)) model.send();
        }}
      />
      {nearlyFull && (
        <p class="small">
          {splitText(value).length} / {maxLength}
        </p>
      )}
    </>
  );
}
