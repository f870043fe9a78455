import { drawFace } from "./drawings.tsx";
import type { QuestionProps } from "./index.ts";
import { Scale } from "./Scale.tsx";

/** Five steps of satisfaction, as faces with a word each or as numbers; stars have a view of their own. */
export function Csat({ model, question }: QuestionProps<"csat">) {
  const { fill, words } = model;
  const { low, high, look } = question;
  const base = { model, question, to: 5 };
  if (look === "numbers") return <Scale {...base} ends={words.faces} />;
  const label = (score: number) =>
    fill((score === 1 && low) || (score === 5 && high) || words.faces[score - 1]);
  return <Scale {...base} look="face" draw={(score) => [drawFace(score), <span>{label(score)}</span>]} />;
}
