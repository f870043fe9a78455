import type { QuestionProps } from "./index.ts";
import { Scale } from "./Scale.tsx";

/** Eleven scores, 0 to 10. */
export function Nps({ model, question }: QuestionProps<"nps">) {
  return <Scale model={model} question={question} from={0} to={10} ends={model.words.nps} />;
}
