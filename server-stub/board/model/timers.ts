import { type ReadonlySignal, signal } from "@preact/signals";
import type { BrowserDependencies } from "../browser.ts";

type Later = BrowserDependencies["later"];

/**
 * Runs a task again and again, with a pause before each time.
 *
 * @param pauseMs - asked for each pause, in milliseconds
 * @returns ends it
 */
export function repeat(later: Later, pauseMs: () => number, task: () => void): () => void {
  let cancel = () => {};
  let isOver = false;
  const wait = () => {
    cancel = later(pauseMs(), () => {
      task();
      // The task may have ended it.
      if (!isOver) wait();
    });
  };
  wait();
  return () => {
    isOver = true;
    cancel();
  };
}

/** A short message that goes away by itself. */
interface BriefMessage {
  /** Empty while there is none. */
  text: ReadonlySignal<string>;
  show(text: string): void;
}

/** @param ms - how long a message stays, in milliseconds */
export function createBriefMessage(later: Later, ms: number): BriefMessage {
  const text = signal("");
  let cancel = () => {};
  return {
    text,
    show(message) {
      cancel();
      text.value = message;
      cancel = later(ms, () => (text.value = ""));
    },
  };
}
