import type { Survey } from "../../manifest/schema.ts";
import type { Frame } from "../needs.ts";
import { focusedField, wouldCover } from "../placement/covered-field.ts";
import { findPageModal, isPageInert } from "../placement/page-modal.ts";

/** How long a page may go on changing before it is looked at again, ms. */
const POLL_INTERVAL_MS = 200;

/** What on a page makes prompts wait. */
export interface Obstacles {
  /** What stands in the way of a survey now, in words; until it is gone the page is watched. */
  find(survey: Survey): string | undefined;
  stop(): void;
}

/** What tells that something is gone, or may be. */
const TELLING = ["focusout", "scroll", "close", "fullscreenchange", "webkitfullscreenchange"];

/** @param changed - called when the page may have become free */
export function createObstacles(frame: Frame, changed: () => void): Obstacles {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watching = false;
  /** Those that make prompts wait: their own tree alone learns that they are left for another element in it. */
  const fields = new Set<Element>();
  const look = () => {
    timer =
      timer ??
      setTimeout(() => {
        timer = undefined;
        changed();
      }, POLL_INTERVAL_MS);
  };
  const observer = new MutationObserver(look);

  function watch(): void {
    if (watching) return;
    watching = true;
    // Dialogs are closed, hidden or taken away: not all of that is told by an event.
    observer.observe(window.document, { subtree: true, childList: true, attributes: true });
    for (const type of TELLING) document.addEventListener(type, look, { capture: true, passive: true });
    addEventListener("resize", look);
  }

  function stop(): void {
    watching = false;
    clearTimeout(timer);
    timer = undefined;
    observer.disconnect();
    for (const type of TELLING) document.removeEventListener(type, look, true);
    removeEventListener("resize", look);
    fields.forEach((field) => void field.removeEventListener("focusout", look));
    fields.clear();
  }

  return {
    find(survey) {
      if (frame.isUnseen()) {
        void frame.seen().then(changed);
        return "nobody can see the frame";
      }
      const field = focusedField();
      const found =
        findPageModal() || isPageInert()
          ? "a dialog of the page is open"
          : isUnderFullScreen()
            ? "something of the page fills the screen"
            : field && wouldCover(survey, field)
              ? "somebody writes where it would appear"
              : undefined;
      if (found && field) {
        fields.add(field);
        field.addEventListener("focusout", look);
      }
      if (found) watch();
      else if (watching) stop();
      return found;
    },
    stop,
  };
}

/** Whether something fills the screen in which no prompt stands. */
function isUnderFullScreen(): boolean {
  // Safari before 16.4 has it with a prefix.
  const { fullscreenElement, webkitFullscreenElement } = document as FullScreen;
  const over = fullscreenElement ?? webkitFullscreenElement;
  return !!over && !over.contains(document.body);
}
type FullScreen = Partial<Record<"fullscreenElement" | "webkitFullscreenElement", Element | null>>;
