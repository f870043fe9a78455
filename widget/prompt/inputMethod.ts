/** The code of a key that an input method has used itself. */
const USED_CODE = 229;

/**
 * Keeps a key from the prompt if it belongs to an input method: with it Chinese, Japanese or Korean is composed, and
 * it asks nothing of anybody else. WebKit reports the key that ends a composition only after its end, by the code
 * alone (https://bugs.webkit.org/show_bug.cgi?id=165004).
 *
 * @returns whether it does
 */
export function leaveToInputMethod(event: KeyboardEvent): boolean {
  const belongs = event.isComposing || event.keyCode === USED_CODE;
  if (belongs) {
    event.stopPropagation();
    // A dialog would take it to mean itself.
    if (event.key === "Escape") event.preventDefault();
  }
  return belongs;
}
