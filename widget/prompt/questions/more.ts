import { Consent } from "./consent.tsx";
import { Contact, contactFault } from "./contact.tsx";
import { DateField, dateFault } from "./date.tsx";
import type { Renderer, Renderers } from "./index.ts";
import { Matrix, matrixFault } from "./matrix.tsx";
import { Multi, multiFault } from "./multi.tsx";
import { Note } from "./note.tsx";
import { NumberField, numberFault } from "./number.tsx";
import { Ranking } from "./ranking.tsx";
import { Rating } from "./rating.tsx";
import { Single } from "./single.tsx";
import { CsatStars } from "./stars.tsx";
import { Thumbs } from "./thumbs.tsx";

/** A csat that looks like stars. */
export const STARS: Renderer<"csat"> = { View: CsatStars, sentBy: "choice" };

export { css } from "./style.ts";

/** The questions beyond scores and texts: a piece of their own, fetched for surveys that ask them. */
export const MORE: Renderers = {
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
