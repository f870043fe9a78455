import { SCALES } from "../../manifest/question-types.ts";
import type { Answer } from "../../record/schema.ts";
import { put } from "./draft.ts";
import { drawFace, drawIcon } from "./drawings.tsx";
import { moreWordsOf } from "./language.ts";
import { Radios } from "./Radios.tsx";
import type { QuestionProps } from "./renderer.ts";
import { Scale } from "./Scale.tsx";

/** A star, filled by its style, with its score for who does not see it. */
function drawStar(score: number) {
  return [drawIcon("M12 3l3 6 6 1-4 4 1 6-6-3-6 3 1-6-4-4 6-1z"), <span class="vh">{score}</span>];
}

/** Five steps of satisfaction as stars. */
export function CsatStars({ model, question }: QuestionProps<"csat">) {
  return (
    <Scale
      model={model}
      question={question}
      to={SCALES.csat.to}
      ends={model.words.faces}
      look="star"
      draw={drawStar}
    />
  );
}

/** Of as many there are faces. */
const FACES = 5;

/** A rating from 1 to `max` (default 5), as stars, faces or numbers; its ends are called as the survey says. */
export function Rating({ model, question }: QuestionProps<"rating">) {
  const { low, high, look = "stars", max = SCALES.rating.to } = question;
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

const VALUES: readonly Answer[] = ["up", "down"];
const UP =
  "M7 11l4-8c1.7 0 2.7 1.2 2.4 2.8L12.8 9H18a2 2 0 0 1 2 2.4l-1.2 7A2 2 0 0 1 16.800 20H7M7 10v10H4V10z";

/** Good or bad, by a thumb. */
export function Thumbs({ model }: QuestionProps<"thumbs">) {
  const { thumbs } = moreWordsOf(model.locale);
  return (
    <Radios
      model={model}
      values={VALUES}
      selected={VALUES.indexOf(model.chosen.value ?? "")}
      group="scale thumbs"
      look="cell"
      pick={model.choose}
      select={(value) => put(model, value)}
      draw={(index) => [drawIcon(UP), <span>{thumbs[index]}</span>]}
    />
  );
}
