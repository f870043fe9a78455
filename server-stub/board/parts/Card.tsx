import type { ComponentChildren } from "preact";
import type { ApiError } from "../api.ts";
import { formatFault } from "../sentences.ts";
import type { Words } from "../words/en.ts";

interface CardProps {
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
export function Card({ id, title, aside, width = 6, busy = false, children }: CardProps) {
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

/** Holds the places of cards that are on their way. */
export function Skeleton({ words }: { words: Words }) {
  return (
    <>
      <p class="unseen" role="status">
        {words.loading}
      </p>
      {(["w3", "w3", "w3", "w3", "w8", "w4", "w6", "w6"] as const).map((width, index) => (
        <div key={index} class={`card ${width} skeleton`} aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      ))}
    </>
  );
}

/** Why something is not there, and a way to try again. */
export function Fault({ fault, words, retry }: { fault: ApiError; words: Words; retry?: () => void }) {
  return (
    <div class="fault" role="alert">
      <p>{formatFault(fault, words)}</p>
      {retry && (
        <button class="pill" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

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
