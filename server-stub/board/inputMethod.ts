/** The code of a key that an input method has used itself. */
const USED_CODE = 229;

/**
 * Lets the keys that belong to an input method close no dialog, clear no field and send no form. WebKit reports the
 * key that ends a composition only after its end, by the code alone
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export function leaveKeysToInputMethods(page: Document): void {
  page.addEventListener(
    "keydown",
    (event) => {
      const { key, isComposing, keyCode } = event;
      if ((isComposing || keyCode === USED_CODE) && /^E(?:nter|scape)$/.test(key)) event.preventDefault();
    },
    true,
  );
}
