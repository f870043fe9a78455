import { attach } from "./attach.ts";
import { openCustom } from "./custom.ts";
import { labelFor } from "./label.ts";
import { css } from "./style.ts";
import { createTabs } from "./tabs.ts";
import { openModal } from "./trap.ts";

/** What the piece with the further displays holds. */
export interface Displays {
  /** Their styles; they join the prompt's own. */
  css: string;
  attach: typeof attach;
  labelFor: typeof labelFor;
  openCustom: typeof openCustom;
  openModal: typeof openModal;
  createTabs: typeof createTabs;
}

export { attach, createTabs, css, labelFor, openCustom, openModal };
