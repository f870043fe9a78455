import type { Delivery } from "../outbox/delivery.ts";

/** Tells delivery what becomes of the page and its connection; returns the function that stops it. */
export function watchPage(delivery: Delivery, changed: () => void): () => void {
  const onVisibility = () => {
    // Phones often end a hidden page without another word.
    if (document.hidden) delivery.leave();
  };
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) void delivery.resume();
  };
  const onOnline = () => void delivery.flush();
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", delivery.leave);
  window.addEventListener("pageshow", onShow);
  window.addEventListener("online", onOnline);
  window.addEventListener("offline", changed);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", delivery.leave);
    window.removeEventListener("pageshow", onShow);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", changed);
  };
}
