import type { PlainType } from "../../manifest/question-types.ts";
import type { QuestionType } from "../../manifest/schema.ts";
import { Link } from "../Link.tsx";
import { Consent, Contact, contactFault } from "./contact.tsx";
import { DateField, dateFault } from "./date.tsx";
import { Matrix, matrixFault } from "./matrix.tsx";
import { Multi, multiFault } from "./multi.tsx";
import { NumberField, numberFault } from "./number.tsx";
import { Ranking } from "./ranking.tsx";
import { CsatStars, Rating, Thumbs } from "./ratings.tsx";
import type { QuestionProps, Renderers } from "./renderer.ts";
import { Single } from "./single.tsx";

export { css } from "./style.ts";

/** Something to read, with a link at most: its title and hint are the frame's. */
function Note({ model, question: { link } }: QuestionProps<"note">) {
  return link ? <Link model={model} look="ghost" label={link.label} url={link.url} /> : null;
}

/** The questions beyond scores and texts: a piece of their own, fetched for surveys that ask them. */
export const MORE: Renderers<Exclude<QuestionType, PlainType> | "csat"> = {
  csat: { View: CsatStars, sentBy: "choice" },
  note: { View: Note, sentBy: "next" },
  rating: { View: Rating, sentBy: "choice" },
  thumbs: { View: Thumbs, sentBy: "choice" },
  single: { View: Single, sentBy: "choice" },
  multi: { View: Multi, sentBy: "send", findFault: multiFault },
  matrix: { View: Matrix, sentBy: "send", findFault: matrixFault },
  ranking: { View: Ranking, sentBy: "send" },
  number: { View: NumberField, sentBy: "send", findFault: numberFault },
  date: { View: DateField, sentBy: "send", findFault: dateFault },
  contact: { View: Contact, sentBy: "send", findFault: contactFault },
  consent: { View: Consent, sentBy: "send" },
};
