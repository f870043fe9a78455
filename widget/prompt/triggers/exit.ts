import { onPage } from "../../loader/on-page.ts";
import { detectSurroundings } from "../../loader/surroundings.ts";
import { share } from "./shared.ts";
import type { Arm, FurtherMoments, TriggerOf } from "./trigger.ts";

/** Tells when the pointer leaves the window at its top. */
export const watchExit = () =>
  share<[]>((tell) =>
    // `mouseleave` comes where the page is left as a whole, `mouseout` where engines tell only the last element.
    onPage<MouseEvent>(["mouseout", "mouseleave"], ({ type, target, relatedTarget, clientY }) => {
      const page = target === window.document || target === document.documentElement;
      if (!relatedTarget && clientY <= 0 && (page || type === "mouseout")) tell();
    }),
  );

/** Fires when the pointer leaves the window at its top, as on the way to close the page; on desktops only. */
export const armExit: Arm<TriggerOf<"exit">, FurtherMoments> = (_trigger, fire, { onExit }) =>
  detectSurroundings(undefined).device === "desktop" ? onExit(() => fire()) : () => {};
