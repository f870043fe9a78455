import type { Delivery } from "./delivery.ts";

/** Tells delivery what becomes of the page and its connection; returns the function that stops it. */
export function watchPage(delivery: Delivery, changed: () => void): () => void {
  const cleanups: (() => void)[] = [];
  function listen(target: Document | Window, name: string, listener: (event: Event) => void): void {
    target.addEventListener(name, listener);
    cleanups.push(() => target.removeEventListener(name, listener));
  }
  // Phones often end a hidden page without another word.
  listen(document, "visibilitychange", () => {
    if (document.hidden) delivery.leave();
  });
  listen(window, "pagehide", () => {
    delivery.leave();
    delivery.putAside();
  });
  listen(window, "pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) void delivery.comeBack();
  });
  // https://developer.chrome.com/docs/web-platform/page-lifecycle-api
  listen(document, "freeze", delivery.putAside);
  listen(document, "resume", () => void delivery.comeBack());
  listen(window, "online", () => {
    // Requests of the old connection may hang for long.
    void delivery.comeBack();
    void delivery.flush();
  });
  listen(window, "offline", changed);
  return () => {
    for (const cleanup of cleanups) cleanup();
  };
}
