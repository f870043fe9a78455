/** What the widget reports, in the order in which it usually happens. */
export const EVENTS = [
  "ready",
  "shown",
  "answered",
  "completed",
  "dismissed",
  "saved",
  "delivered",
  "rejected",
  "dropped",
  "error",
];

/** The widget's calls once its script has loaded; before that, nothing. */
export function loadedWidget() {
  return typeof window.askling?.explain === "function" ? window.askling : undefined;
}

/** Listens to everything the widget reports, whether it has loaded or not. */
export function listenToWidget(handler) {
  window.askling = window.askling || [];
  for (const name of EVENTS) window.askling.push(["on", name, (detail) => handler(name, detail)]);
}
