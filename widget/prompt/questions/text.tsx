import { jsonBytes } from "../../record/bytes.ts";
import type { PromptModel } from "../prompt-model.ts";
import type { QuestionProps } from "./renderer.ts";

/** The count is shown when this share of the room is used. */
const NEARLY_FULL = 0.8;
/** No record takes more: a megabyte that is pasted is cut to it by the browser, without being drawn. */
const MAX_CHARACTERS = 16e3;

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
        maxLength={MAX_CHARACTERS}
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

/** The characters of a text as people count them: a flag or a letter with its accents is one. */
export function splitText(text: string): string[] {
  const { Segmenter } = Intl;
  // Engines without it count code points.
  return Segmenter ? [...new Segmenter().segment(text)].map(({ segment }) => segment) : [...text];
}

/**
 * Cuts what has just come into a field, at the caret, to so many characters and to what its record has room for.
 * What stands behind the caret stays.
 */
export function limitText(
  { room }: PromptModel,
  field: HTMLInputElement | HTMLTextAreaElement,
  most: number,
): void {
  const { value, selectionEnd } = field;
  let left = most;
  let bytes = room();
  // A character is written in at most six bytes (JSON's escapes): mostly there is nothing to count.
  if (value.length <= left && value.length * 6 < bytes) return;
  const take = (text: string) => {
    let kept = "";
    for (const part of splitText(text)) {
      bytes -= jsonBytes(part);
      if (--left < 0 || bytes < 0) break;
      kept += part;
    }
    return kept;
  };
  const caret = selectionEnd === null ? value.length : selectionEnd;
  const after = take(value.slice(caret));
  const before = take(value.slice(0, caret));
  if (before.length + after.length === value.length) return;
  field.value = before + after;
  if (selectionEnd !== null) field.setSelectionRange(before.length, before.length);
}
