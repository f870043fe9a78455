/**
 * Listens to events of the page on their way down to the target, because pages stop them on the way up. It is
 * the window that listens: what the page stops at its document has been heard by then.
 */
export function onPage<Kind extends Event>(
  types: readonly string[],
  listener: (event: Kind) => unknown,
  target: EventTarget = window,
) {
  const options = { capture: true, passive: true };
  for (const type of types) target.addEventListener(type, listener as EventListener, options);
  return () => {
    for (const type of types) target.removeEventListener(type, listener as EventListener, true);
  };
}
