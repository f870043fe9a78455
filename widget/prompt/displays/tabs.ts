import type { Survey } from "../../manifest/schema.ts";
import type { OpenPrompt } from "../context.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import { edgeOfPage } from "../placement/container.ts";
import { keepInPlace } from "../placement/keep-in-place.ts";
import { contextOf } from "../showing/looks.ts";
import type { Tabs } from "./displays-piece.ts";
import { openTab } from "./tab.tsx";

/** @param open - shows a survey whose tab was opened */
export function createTabs(needs: PromptNeeds, open: (request: ShowRequest) => void): Tabs {
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
    stand(request) {
      const { survey } = request;
      known.set(survey, () => {
        const opened = () => {
          up.delete(survey);
          opener = survey;
          open({ ...request, cause: { on: "tab" } });
        };
        const context = {
          ...contextOf(needs, request),
          traits: needs.person.traits,
          props: request.cause.props ?? {},
          styleNonce: needs.settings.styleNonce,
          importPiece: needs.importPiece,
          // Who opened it by keyboard comes back to where they were.
          called: opener === survey && document.activeElement === document.body,
          // It stands on every page that the survey asks for, however often pages are exchanged.
          stay: keepInPlace(needs, request, edgeOfPage, () => location.href),
          closed() {
            up.delete(survey);
            known.delete(survey);
          },
        };
        return openTab(context, opened);
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
