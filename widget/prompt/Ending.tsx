import { Button } from "./Buttons.tsx";
import { Link } from "./Link.tsx";
import type { PromptModel } from "./prompt-model.ts";
import { drawIcon } from "./questions/drawings.tsx";
import { Title } from "./Title.tsx";

const TICK = "M5 13l5 5L20 7";

/** What is said at the end, and the truth about delivery. */
export function Ending({ model }: { model: PromptModel }) {
  const { words, delivery } = model;
  const { title, hint, link } = model.ending() || {};
  return (
    <div class="done">
      <div class="tick">{drawIcon(TICK)}</div>
      <Title model={model} title={title || words.thanks} hint={hint} />
      {link && <Link model={model} look="primary" label={link.label} url={link.url} />}
      {/* Its room is kept from the start: news of delivery must not move what is being read. */}
      <div class="status small" role="status">
        {delivery.value === "waiting" && <span class="chip">{words.waiting}</span>}
        {delivery.value === "delivered" && [drawIcon(TICK), words.delivered]}
      </div>
      <Button label={words.change} act={model.change} />
    </div>
  );
}
