import type { Board } from "../model/board.ts";

/** Whether what is shown keeps up with what comes in; if not, how old it is. */
export function LiveMark({ board: { live, looks, figures, now } }: { board: Board }) {
  const words = looks.words.value;
  const at = figures.at.value;
  const state = live.value;
  const age = at ? looks.format.value.duration(Math.max(0, now.value.getTime() - at.getTime())) : "";
  const text =
    state === "live"
      ? words.live
      : state === "connecting"
        ? words.liveConnecting
        : at
          ? words.liveLostSince(age)
          : words.liveLost;
  return (
    <span class={`liveness ${state}`} role="status">
      {text}
    </span>
  );
}
