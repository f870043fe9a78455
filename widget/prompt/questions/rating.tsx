import { drawFace } from "./drawings.tsx";
import type { QuestionProps } from "./index.ts";
import { Scale } from "./Scale.tsx";
import { drawStar } from "./stars.tsx";

/** Of as many there are faces. */
const FACES = 5;

/** A rating from 1 to `max` (default 5), as stars, faces or numbers; its ends are called as the survey says. */
export function Rating({ model, question }: QuestionProps<"rating">) {
  const { low, high, look = "stars", max = FACES } = question;
  const { words } = model;
  const named = look === "faces" && max === FACES;
  const ends = (low || high) && !named ? ["", ""] : undefined;
  const label = (score: number) =>
    named ? model.fill((score === 1 && low) || (score === max && high) || words.faces[score - 1]) : score;
  const base = { model, question, to: max, ...(ends && { ends }) };
  if (look === "numbers") return <Scale {...base} />;
  if (look === "stars") return <Scale {...base} look="star" draw={drawStar} />;
  return (
    <Scale
      {...base}
      look="face"
      draw={(score) => [
        drawFace(1 + Math.round(((score - 1) * (FACES - 1)) / (max - 1))),
        <span>{label(score)}</span>,
      ]}
    />
  );
}
