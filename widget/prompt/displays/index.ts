// The piece with the further displays: what `Displays` says, in `displays-piece.ts`.
export { attach } from "./attach.ts";
export { openCustom } from "./custom.ts";
export { labelFor } from "./label.ts";
export { css } from "./style.ts";
export { createTabs } from "./tabs.ts";
export { openModal } from "./trap.ts";
