import type { Question } from "../../../widget/manifest/schema.ts";
import { countChoices, countMatrix, countRanking, countThumbs } from "./choice.ts";
import type { Counter } from "./counter.ts";
import { countConsents, countDates, countNothing, countNumbers, countText } from "./free.ts";
import { countCes, countCsat, countNps, countRating } from "./score.ts";

/** Stars that a rating has unless it says so. */
export const RATING_MAX = 5;

/** The counter that suits a question. */
export function counterFor(question: Question): Counter {
  switch (question.type) {
    case "nps":
      return countNps();
    case "csat":
      return countCsat();
    case "ces":
      return countCes();
    case "rating":
      return countRating(question.max ?? RATING_MAX);
    case "thumbs":
      return countThumbs();
    case "single":
    case "multi":
      return countChoices([...idsOf(question.options), ...(question.other ? ["other"] : [])]);
    case "matrix":
      return countMatrix(idsOf(question.rows), question.columns);
    case "ranking":
      return countRanking(idsOf(question.options));
    case "text":
      return countText(question.id);
    case "number":
      return countNumbers();
    case "date":
      return countDates();
    case "contact":
    case "consent":
      return countConsents();
    case "note":
      return countNothing();
  }
}

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id);
}
