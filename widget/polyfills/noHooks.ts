/**
 * Takes the place of `preact/hooks` in what the browser loads. @preact/signals calls hooks only where a signal
 * itself stands in JSX, and components here read `.value`: 1 KB that would never run.
 */
function refuse(): never {
  throw new Error("Read the signal's value: hooks are not in this build.");
}

export { refuse as useEffect, refuse as useMemo, refuse as useRef };
