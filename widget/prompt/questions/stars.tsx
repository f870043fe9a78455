import { drawIcon } from "./drawings.tsx";
import type { QuestionProps } from "./index.ts";
import { Scale } from "./Scale.tsx";

/** A star, filled by its style, with its score for who does not see it. */
export function drawStar(score: number) {
  return [drawIcon("M12 3l3 6 6 1-4 4 1 6-6-3-6 3 1-6-4-4 6-1z"), <span class="vh">{score}</span>];
}

/** Five steps of satisfaction as stars. */
export function CsatStars({ model, question }: QuestionProps<"csat">) {
  return (
    <Scale model={model} question={question} to={5} ends={model.words.faces} look="star" draw={drawStar} />
  );
}
