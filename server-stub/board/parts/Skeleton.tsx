import type { Words } from "../words/index.ts";

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
