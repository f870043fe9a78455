import { isScored } from "../../../widget/manifest/question-types.ts";
import type { Question } from "../../../widget/manifest/schema.ts";
import { countChoices, countMatrix, countRanking, countThumbs } from "./choice.ts";
import type { Counter } from "./counter.ts";
import { countConsents, countDates, countNothing, countNumbers, countText } from "./free.ts";
import { countScores } from "./score.ts";

/** The counter that suits a question. */
export function counterFor(question: Question): Counter {
  if (isScored(question)) return countScores(question);
  switch (question.type) {
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
