/** Calls back when the page has nothing better to do; returns the function that calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has none; there a page that has loaded is idle enough.
  const request = (window as { requestIdleCallback?: typeof requestIdleCallback }).requestIdleCallback;
  if (typeof request === "function") {
    const handle = request(work, { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 500);
  return () => clearTimeout(timer);
}

/** Resolves once the whole document is there. */
export function whenParsed(): Promise<void> {
  return new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}
