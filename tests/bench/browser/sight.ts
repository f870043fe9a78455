/**
 * Runs in the page: sets a mark once a frame has been painted in which the prompt can be seen, and keeps a promise of
 * it as `window.benchSeen`. Nothing of it runs before the document changes, which would be work of its own.
 */
export function watchForSight(prompt: () => Element | null | undefined, mark: string): void {
  const isVisible = (element: Element | null | undefined) => {
    const { width, height } = element?.getBoundingClientRect() ?? { width: 0, height: 0 };
    if (!element || !width || !height) return false;
    // The first frame of a prompt that fades in shows nothing yet.
    for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
      if (at instanceof Element && Number(getComputedStyle(at).opacity) === 0) return false;
    return getComputedStyle(element).visibility === "visible";
  };
  const seen = new Promise<void>((resolve) => {
    const look = () => {
      if (!isVisible(prompt())) return void requestAnimationFrame(look);
      // The message comes after the frame, which is painted when its animation callbacks have run.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        performance.mark(mark);
        resolve();
      };
      port2.postMessage(0);
    };
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(look);
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  Object.assign(window, { benchSeen: seen });
}
