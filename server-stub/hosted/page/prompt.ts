/** Whether the survey has come to its ending, which may be left again to change an answer. */
export function isAtEnd(): boolean {
  return !!document.querySelector("#survey askling-prompt")?.shadowRoot?.querySelector(".done");
}

/**
 * Selects a choice of the open question without answering it, as an arrow key would: it shows chosen, with a button
 * to confirm it. Nothing is recorded before.
 *
 * @param into - container of the prompt
 * @param index - of the choice among those of the question
 */
export function selectBeforehand(into: Element, index: number): void {
  const root = into.querySelector("askling-prompt")?.shadowRoot;
  const radios = root ? Array.from(root.querySelectorAll("[role=radio]")) : [];
  // Arrows go from the last radio to the first, so every radio has one before it.
  const before = radios[(index + radios.length - 1) % radios.length];
  before?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
}
