import type { CustomPrompt } from "../../loader/askling.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { OpenPrompt, PromptContext } from "../context.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import type { PromptModel } from "../prompt-model.ts";

/** What the piece with the further displays holds. */
export interface Displays {
  /** Their styles; they join the prompt's own. */
  css: string;
  /**
   * Makes a rendered prompt modal; or, in a container of the page, begins its record once it has been seen.
   *
   * @param into - the container
   * @returns undoes it, so that the focus can go back
   */
  attach(root: ShadowRoot, model: PromptModel, into: Element | undefined): () => void;
  /** The name for a landmark: a text, with a number behind it where another prompt is called the same. */
  labelFor(landmark: Element, text: string): string;
  /** Leaves the asking to the page. */
  openCustom(context: PromptContext, hand: (prompt: CustomPrompt) => void): OpenPrompt;
  /** Opens the rendered dialog as modal and gives it the focus. */
  openModal(root: ShadowRoot): void;
  /** @param open - shows a survey whose tab was opened */
  createTabs(needs: PromptNeeds, open: (request: ShowRequest) => void): Tabs;
}

/** The tabs at the edge of the page. They step aside while a prompt is open. */
export interface Tabs {
  /** Puts up the tab of a survey whose prompt has been prepared. */
  stand(request: ShowRequest): void;
  /** Whether a survey has a tab, up or aside. */
  has(survey: Survey): boolean;
  /** Takes a survey's tab away for good. */
  remove(survey: Survey): void;
  raise(): void;
  lower(): void;
  /** Puts new looks on all that are up. */
  restyle(looksOf: (survey: Survey) => Parameters<OpenPrompt["restyle"]>[0]): void;
}
