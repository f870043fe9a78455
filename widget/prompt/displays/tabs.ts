import type { Survey } from "../../manifest/schema.ts";
import type { OpenPrompt, PromptPieces } from "../context.ts";
import type * as Prompt from "../index.tsx";
import { edgeOfPage } from "../placement/container.ts";
import { keepInPlace } from "../placement/keep-in-place.ts";
import type { SessionNeeds, Showable } from "../session.ts";
import { sceneOf } from "../showing/looks.ts";

/** The tabs at the edge of the page. They step aside while a prompt is open. */
export interface Tabs {
  /** Puts up the tab of a survey whose prompt has been prepared. */
  stand(prompt: typeof Prompt, what: Showable): void;
  /** Whether a survey has a tab, up or aside. */
  has(survey: Survey): boolean;
  /** Takes a survey's tab away for good. */
  remove(survey: Survey): void;
  raise(): void;
  lower(): void;
  /** Puts new looks on all that are up. */
  restyle(looksOf: (survey: Survey) => Parameters<OpenPrompt["restyle"]>[0]): void;
}

/** @param open - shows a survey whose tab was opened */
export function createTabs(needs: SessionNeeds, pieces: PromptPieces, open: (what: Showable) => void): Tabs {
  const known = new Map<Survey, () => OpenPrompt | undefined>();
  const up = new Map<Survey, OpenPrompt>();
  /** The survey whose tab had the focus before it opened. */
  let opener: Survey | undefined;

  function raise(): void {
    known.forEach((make, survey) => {
      const tab = up.has(survey) ? undefined : make();
      if (tab) up.set(survey, tab);
    });
    opener = undefined;
  }

  return {
    stand(prompt, what) {
      const { survey } = what;
      known.set(survey, () => {
        const opened = () => {
          up.delete(survey);
          opener = survey;
          open({ ...what, cause: { on: "tab" } });
        };
        const context = {
          ...sceneOf(needs, what),
          traits: needs.person.traits,
          props: what.cause.props ?? {},
          styleNonce: needs.settings.styleNonce,
          // Who opened it by keyboard comes back to where they were.
          called: opener === survey && document.activeElement === document.body,
          // It stands on every page that the survey asks for, however often pages are exchanged.
          stay: keepInPlace(needs, what, edgeOfPage, () => location.href),
          closed() {
            up.delete(survey);
            known.delete(survey);
          },
        };
        return prompt.surplus.displays?.openTab(context, pieces, opened);
      });
    },
    has: (survey) => known.has(survey),
    remove: (survey) => void known.delete(survey),
    raise,
    lower() {
      up.forEach((tab) => void tab.destroy());
      up.clear();
    },
    restyle: (looksOf) => up.forEach((tab, survey) => void tab.restyle(looksOf(survey))),
  };
}
