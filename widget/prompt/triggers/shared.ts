import type { Listen } from "./trigger.ts";

/** One source for any number of listeners, each its own: begun with the first of them, ended with the last. */
export function share<Values extends unknown[]>(begin: Listen<Values>): Listen<Values> {
  const listeners = new Set<(...values: Values) => void>();
  let end: () => void;
  return (listener) => {
    if (!listeners.size) end = begin((...values) => listeners.forEach((each) => void each(...values)));
    listeners.add(listener);
    return () => {
      if (listeners.delete(listener) && !listeners.size) end();
    };
  };
}
