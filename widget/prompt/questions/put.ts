import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../model.ts";

/** Notes what is selected or typed, without sending it; what was said of the former is no longer true. */
export function put({ chosen, fault, busy }: PromptModel, value: Answer | undefined): void {
  if (busy.value) return;
  chosen.value = value;
  fault.value = "";
}
