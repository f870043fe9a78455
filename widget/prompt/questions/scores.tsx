import { SCALES } from "../../manifest/question-types.ts";
import { drawFace } from "./drawings.tsx";
import type { QuestionProps } from "./renderer.ts";
import { Scale } from "./Scale.tsx";

/** How likely the respondent is to recommend. */
export function Nps({ model, question }: QuestionProps<"nps">) {
  const { from, to } = SCALES.nps;
  return <Scale model={model} question={question} from={from} to={to} ends={model.words.nps} />;
}

/** Five steps of satisfaction, as faces with a word each or as numbers; those that look like stars belong to another piece. */
export function Csat({ model, question }: QuestionProps<"csat">) {
  const { fill, words } = model;
  const { low, high, look } = question;
  const base = { model, question, to: SCALES.csat.to };
  if (look === "numbers") return <Scale {...base} ends={words.faces} />;
  const label = (score: number) =>
    fill((score === 1 && low) || (score === base.to && high) || words.faces[score - 1]);
  return <Scale {...base} look="face" draw={(score) => [drawFace(score), <span>{label(score)}</span>]} />;
}

/** How easy something was. */
export function Ces({ model, question }: QuestionProps<"ces">) {
  return <Scale model={model} question={question} to={SCALES.ces.to} ends={model.words.ces} />;
}
