/** How long after a press its click is due, ms. */
const DUE_MS = 100;

/**
 * Lets a button that was pressed count though the page stops its click on the way here: it is clicked within its
 * own tree, which the page does not learn of. What the browser does with links and fields cannot be stopped so.
 */
export function answerPresses(landmark: HTMLElement): void {
  let pressed: Element | undefined;
  let timer: ReturnType<typeof setTimeout>;
  const buttonOf = ({ target }: Event) =>
    (target instanceof Element && target.closest("button")) || undefined;
  const press = (event: Event) => {
    pressed = buttonOf(event);
  };
  const release = (event: MouseEvent | KeyboardEvent) => {
    const button = buttonOf(event);
    if (!button || button !== pressed || event.defaultPrevented || event.ctrlKey) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (landmark.contains(button)) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }, DUE_MS);
  };
  landmark.addEventListener("click", () => clearTimeout(timer), true);
  landmark.addEventListener("mousedown", press, true);
  landmark.addEventListener("mouseup", (event) => event.button || release(event), true);
  landmark.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    press(event);
    if (event.key === "Enter") release(event);
  });
  landmark.addEventListener("keyup", (event) => {
    if (event.key === " ") release(event);
  });
}
