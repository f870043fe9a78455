import { signal } from "@preact/signals-core";
import type { PromptModel } from "../prompt-model.ts";
import { drawIcon } from "../questions/drawings.tsx";
import { enLarge } from "../words/en-large.ts";
import { chooseMoreWords } from "../words/index.ts";
import { findSpeaker, textsOf } from "./speech.ts";

interface Props {
  model: PromptModel;
  enlarge(): void;
}

const BIGGER = "M2 19l6-15 6 15M4 14h8M18 8v8M14 12h8";
const SPEAKER = "M3 9v6h4l5 4V5L7 9zM16 8q3 4 0 8M19 5q5 7 0 14";
const STOP = "M6 6h12v12H6z";

const speaker = findSpeaker();
/** Stands for what is being read, while it is. */
const reading = signal<object | undefined>(undefined);

/** What large mode offers above a question: bigger text, and a voice where the browser has one. */
export function Tools({ model, enlarge }: Props) {
  const words = chooseMoreWords(model.locale) || enLarge;
  const on = reading.value !== undefined;
  return (
    <div class="tools" ref={fallSilent}>
      <button part="button" onClick={enlarge}>
        {drawIcon(BIGGER)}
        <span>{words.bigger}</span>
      </button>
      {speaker && (
        <button part="button" onClick={({ currentTarget }) => toggle(currentTarget, model.locale)}>
          {drawIcon(on ? STOP : SPEAKER)}
          <span>{on ? words.stopReading : words.readAloud}</span>
        </button>
      )}
    </div>
  );
}

/** Reads what the card of a button shows, or stops doing so. */
function toggle(button: Element, locale: string): void {
  const card = button.closest(".card");
  if (!card || !speaker) return;
  const silent = reading.value === undefined;
  fallSilent(null);
  if (!silent) return;
  const turn = {};
  reading.value = turn;
  speaker.read(textsOf(card), locale, () => {
    if (reading.value === turn) reading.value = undefined;
  });
}

/** Nothing is read any more once its question has gone. */
function fallSilent(tools: Element | null): void {
  if (tools || !reading.peek() || !speaker) return;
  reading.value = undefined;
  speaker.stop();
}
