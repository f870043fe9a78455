import type { QuestionProps } from "./index.ts";
import { Scale } from "./Scale.tsx";

/** Seven scores of effort. */
export function Ces({ model, question }: QuestionProps<"ces">) {
  return <Scale model={model} question={question} to={7} ends={model.words.ces} />;
}
