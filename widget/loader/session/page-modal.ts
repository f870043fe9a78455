/** A modal dialog of the page: everything outside it is inert, prompts included. */
export function openDialog(): Element | undefined {
  try {
    return [...document.querySelectorAll("dialog:modal")].pop();
  } catch {
    // Engines without :modal (Chrome before 105) have to do without.
    return undefined;
  }
}
