import type { PlainType } from "../../manifest/question-types.ts";
import type { Question, QuestionType } from "../../manifest/schema.ts";
import { lazyPieces } from "../lazy-pieces.ts";
import type { Renderer, Renderers } from "./renderer.ts";
import { Ces, Csat, Nps } from "./scores.tsx";
import { FreeText } from "./text.tsx";

/** The types that the first piece can show: those that most surveys consist of. */
const PLAIN: Renderers<PlainType> = {
  nps: { View: Nps, sentBy: "choice" },
  csat: { View: Csat, sentBy: "choice" },
  ces: { View: Ces, sentBy: "choice" },
  text: { View: FreeText, sentBy: "send" },
};

/** The renderer of a question's own type, as far as its piece has been fetched. */
export function rendererOf(question: Question): Renderer<QuestionType> | undefined {
  type Known = Partial<Renderers<QuestionType>>;
  const { MORE = {} }: { MORE?: Known } = lazyPieces.questions || {};
  const plain: Known = "look" in question && question.look === "stars" ? {} : PLAIN;
  const found = plain[question.type] || MORE[question.type];
  return found as Renderer<QuestionType> | undefined;
}
