/** Listens to events of the page on their way down to the target, because pages stop them on the way up. */
export function onPage<Kind extends Event>(types: readonly string[], listener: (event: Kind) => void) {
  const options = { capture: true, passive: true };
  for (const type of types) document.addEventListener(type, listener as EventListener, options);
  return () => {
    for (const type of types) document.removeEventListener(type, listener as EventListener, true);
  };
}
