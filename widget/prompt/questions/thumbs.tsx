import type { Answer } from "../../record/schema.ts";
import { drawIcon } from "./drawings.tsx";
import type { QuestionProps } from "./index.ts";
import { moreWordsOf } from "./moreWords.ts";
import { put } from "./put.ts";
import { Radios } from "./Radios.tsx";

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
