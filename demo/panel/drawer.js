const root = document.documentElement;
const narrow = matchMedia("(max-width: 1179px)");

/**
 * Opens and closes the panel: a column beside the shop on wide screens, a drawer over it on narrow ones.
 * A drawer takes the focus, is left with Escape or a tap beside it, and gives the focus back.
 */
export function makeDrawer(panel, toggle, onOpen) {
  const shop = document.querySelector(".shop");
  const isOpen = () => root.dataset.panel === "open";

  function mark() {
    toggle.setAttribute("aria-expanded", String(isOpen()));
    panel.inert = !isOpen();
    shop.inert = isOpen() && narrow.matches;
  }

  function open() {
    root.dataset.panel = "open";
    if (!narrow.matches) localStorage.setItem("demo.panel", "open");
    mark();
    if (narrow.matches) panel.focus();
    onOpen();
  }

  function close() {
    const hadFocus = panel.contains(document.activeElement);
    root.dataset.panel = "closed";
    if (!narrow.matches) localStorage.setItem("demo.panel", "closed");
    mark();
    if (hadFocus) toggle.focus();
  }

  /** A drawer lies over the shop, so it makes way for a prompt. */
  function makeWay() {
    if (narrow.matches && isOpen()) close();
  }

  toggle.addEventListener("click", () => (isOpen() ? close() : open()));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") makeWay();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target === root || event.target === document.body) makeWay();
  });
  narrow.addEventListener("change", (event) => (event.matches ? makeWay() : mark()));
  mark();
  return { close, isOpen, makeWay };
}
