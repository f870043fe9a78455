/** How long half of a prompt must have been visible, ms. */
const SEEN_MS = 1_000;
/** Parts of a prompt at which its visibility is judged anew. */
const STEPS = 20;

/**
 * Tells when half of an inline prompt, or half a window of it, has been visible for a second. Returns the function
 * that stops it.
 */
export function watchSeen(host: Element, seen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const enough = ({ intersectionRatio, intersectionRect }: IntersectionObserverEntry) =>
    intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
  const tell = () => {
    const { hidden, fullscreenElement } = document;
    // Something else may fill the screen.
    told = !hidden && (!fullscreenElement || fullscreenElement.contains(host));
    if (told) seen();
    else timer = setTimeout(tell, SEEN_MS);
  };
  const watch = (entries: IntersectionObserverEntry[]) => {
    const entry = entries[entries.length - 1];
    if (told || !entry) return;
    if (!enough(entry)) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined) timer = setTimeout(tell, SEEN_MS);
  };
  // Safari before 12.1 has none.
  if (typeof IntersectionObserver === "undefined") {
    seen();
    return () => {};
  }
  const threshold = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const observer = new IntersectionObserver(watch, { threshold });
  observer.observe(host);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
