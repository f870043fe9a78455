import type { PromptModel } from "../prompt-model.ts";
import { watchSeen } from "./seen.ts";
import { trap } from "./trap.ts";

/**
 * Makes a rendered prompt modal; or, in a container of the page, begins its record once it has been seen.
 *
 * @param into - the container
 * @returns undoes it, so that the focus can go back
 */
export function attach(root: ShadowRoot, model: PromptModel, into: Element | undefined): () => void {
  return into ? watchSeen(root.host, model.begin) : trap(root, model.dismiss);
}
