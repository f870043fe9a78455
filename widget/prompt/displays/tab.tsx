import { render } from "preact";
import { fillText } from "../../manifest/text.ts";
import type { Looks, OpenPrompt, PromptContext } from "../context.ts";
import { mount } from "../mount.ts";
import { answerPresses, watchPlacement } from "../placement/index.ts";
import { paint } from "../theme.ts";
import { chooseWords, prepareWords } from "../words/index.ts";
import { labelFor } from "./label.ts";

/** What a tab shows of a survey. */
export type TabContext = Pick<
  PromptContext,
  "survey" | keyof Looks | "traits" | "props" | "styleNonce" | "called" | "stay" | "closed" | "importPiece"
>;

/**
 * Puts a survey's tab at the edge of the page. It moves nothing, takes no focus, and is no showing yet.
 *
 * @param opened - called when the respondent opens it; it is gone by then
 */
export function openTab(context: TabContext, opened: () => void): OpenPrompt {
  const { survey, traits, props } = context;
  const { label, position = "bottom-right" } = survey.display || {};
  const at = /left$/.test(position) ? "tab-left" : "tab-right";
  const gone = () => {
    destroy();
    context.closed();
  };
  const { host, landmark, dress, release } = mount(context, true, () => {}, gone);
  const dark = matchMedia("(prefers-color-scheme:dark)");
  let looks: Looks = context;
  const look = () => {
    const { locale } = looks;
    const { region } = chooseWords(locale);
    const text = fillText(label, { locale, traits, props }) || region;
    dress(looks.theme);
    paint(host, landmark, looks, dark.matches);
    landmark.setAttribute("aria-label", labelFor(landmark, text));
    render(
      <button class="tab" part="tab" aria-haspopup="dialog" lang={locale} onClick={open}>
        {text}
      </button>,
      landmark,
    );
  };
  const destroy = () => {
    release();
    stopWatching();
    dark.removeListener(look);
    render(null, landmark);
    // A library of the page may have put a `remove` of its own in place, which throws where there is no parent.
    host.parentNode?.removeChild(host);
  };
  const open = () => {
    destroy();
    opened();
  };
  look();
  answerPresses(landmark);
  const stopWatching = watchPlacement(host, { at, narrow: at, floats: true, rigid: true }, () => {});
  dark.addListener(look);
  const button = landmark.querySelector("button");
  if (context.called && button) button.focus({ preventScroll: true });
  return {
    dismiss: () => {},
    restyle: async (next) => {
      looks = next;
      await prepareWords(next.locale, context.importPiece);
      look();
    },
    destroy,
  };
}
