import { jsonBytes } from "../../record/bytes.ts";
import type { PromptModel } from "../model.ts";

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
