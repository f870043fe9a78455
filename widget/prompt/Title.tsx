import type { Text } from "../manifest/schema.ts";
import type { PromptModel } from "./prompt-model.ts";

interface Props {
  model: PromptModel;
  title: Text;
  hint: Text | undefined;
}

/** What is asked or said, which names the dialog, with what explains it. */
export function Title({ model, title, hint }: Props) {
  return (
    <>
      <h2 id="t" part="title" tabIndex={-1}>
        {model.fill(title)}
      </h2>
      {hint && <p class="hint">{model.fill(hint)}</p>}
    </>
  );
}
