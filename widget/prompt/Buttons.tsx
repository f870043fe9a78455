import type { Question, Survey } from "../manifest/schema.ts";
import { Link } from "./Link.tsx";
import type { PromptModel } from "./prompt-model.ts";
import type { SentBy } from "./questions/renderer.ts";

interface Props {
  model: PromptModel;
  question: Question;
  sentBy: SentBy;
  notice: Survey["notice"];
}

/** What stands under a question: Back or the notice at the start; at the end the ways on. */
export function Buttons({ model, question, sentBy, notice }: Props) {
  const { words, chosen, busy, large } = model;
  // A choice needs a button only where it did not go on by itself: after arrow keys, Back, and in large mode.
  // The one that was pressed stays until the next step, or the focus would have nowhere to come from.
  const ready = sentBy !== "choice" || (chosen.value !== undefined && busy.value !== true);
  const sends = sentBy === "send" || (sentBy === "choice" && large.value);
  return (
    <div class={ready ? "foot ready" : "foot"}>
      {model.progress().step > 1 ? (
        <Button label={words.back} act={model.back} />
      ) : (
        notice && <Link model={model} look="ghost" label={notice.text} url={notice.url} />
      )}
      <i />
      {model.canSnooze() && <Button label={words.later} act={model.snooze} />}
      {model.canSkip(question) && <Button label={words.skip} act={() => void model.answer()} />}
      {ready && <Button look="primary" label={sends ? words.send : words.next} act={model.send} />}
    </div>
  );
}

/** A button; only its word unless it is the primary one. */
export function Button({ look = "ghost", label, act }: { look?: string; label: string; act(): void }) {
  return (
    <button class={look} part="button" onClick={act}>
      {label}
    </button>
  );
}
