/** Whether the survey has come to its ending, which may be left again to change an answer. */
export function isAtEnd(): boolean {
  return !!document.querySelector("#survey askling-prompt")?.shadowRoot?.querySelector(".done");
}
