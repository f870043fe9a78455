import type { ComponentChildren } from "preact";

/** What may be wider or higher than its place; reached by the keyboard, so that it can be scrolled by it. */
export function Scroll({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields, and no landmark beside its card either
    // biome-ignore lint/a11y/noNoninteractiveTabindex: some browsers scroll by keys only what has the focus
    <div class="scroll" role="group" tabIndex={0} aria-labelledby={labelledBy}>
      {children}
    </div>
  );
}
