import type { ComponentChildren } from "preact";

interface Props {
  /** Unique on the page; names the card. */
  id: string;
  title: ComponentChildren;
  /** What is told beside the title. */
  aside?: ComponentChildren;
  /** Twelfths of the width, on wide screens. */
  width?: 3 | 4 | 6 | 8 | 12;
  /** Whether what it shows is being fetched anew. */
  busy?: boolean;
  children: ComponentChildren;
}

/** A card of the board. */
export function Card({ id, title, aside, width = 6, busy = false, children }: Props) {
  return (
    <section class={`card w${width}`} aria-labelledby={id} aria-busy={busy}>
      <div class="head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
