import type { ComponentChildren } from "preact";

/** A button that opens a few more; the browser closes it by Escape or a click elsewhere. */
export function Menu({ id, label, children }: { id: string; label: string; children: ComponentChildren }) {
  return (
    <>
      <button class="pill" popovertarget={id}>
        {label}
      </button>
      <section class="menu" id={id} popover="auto" aria-label={label}>
        {children}
      </section>
    </>
  );
}
