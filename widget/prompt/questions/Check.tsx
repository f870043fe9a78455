import type { ComponentChildren } from "preact";

interface Props {
  on: boolean;
  look?: string;
  /** Shown as unavailable, while it still says why when it is clicked. */
  off?: boolean | undefined;
  invalid?: boolean | undefined;
  toggle(box: Element): void;
  children: ComponentChildren;
}

/** A box to tick, as large as what it says. */
export function Check({ on, look = "opt", off, invalid, toggle, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native box would be smaller than its target, and Enter ticks too
    <button
      role="checkbox"
      aria-checked={on}
      aria-disabled={off}
      aria-invalid={invalid}
      class={on ? `${look} on` : look}
      part="option"
      onClick={({ currentTarget }) => toggle(currentTarget)}
    >
      {children}
    </button>
  );
}
