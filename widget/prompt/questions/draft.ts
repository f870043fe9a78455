import type { Question } from "../../manifest/schema.ts";
import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";

/** Notes what is selected or typed, without sending it; what was said of the former is no longer true. */
export function put({ chosen, fault, busy }: PromptModel, value: Answer | undefined): void {
  if (busy.value) return;
  chosen.value = value;
  fault.value = "";
}

/**
 * Makes a memory for what a kind of question must know longer than one rendering and what is no answer, such as
 * the order its options were shuffled into. It lasts as long as the open prompt.
 *
 * @param make - what is remembered of a question at first
 */
export function remembering<Asked extends Question, Kept>(
  make: (question: Asked, model: PromptModel) => Kept,
): (model: PromptModel, question: Asked) => Kept {
  const prompts = new WeakMap<PromptModel, Map<string, Kept>>();
  return (model, question) => {
    const kept = prompts.get(model) || new Map<string, Kept>();
    prompts.set(model, kept);
    const known = kept.get(question.id);
    if (known !== undefined) return known;
    const made = make(question, model);
    kept.set(question.id, made);
    return made;
  };
}
