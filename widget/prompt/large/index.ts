import { css } from "./style.ts";
import { Tools } from "./Tools.tsx";

/** What the piece for large mode holds. */
export interface LargeMode {
  /** Its styles; they join the prompt's own. */
  css: string;
  Tools: typeof Tools;
}

export { css, Tools };
