import { signal } from "@preact/signals";
import { render } from "preact";
import type { RuleValues } from "../manifest/rule.ts";
import type { Survey } from "../manifest/schema.ts";
import type { OpenPrompt, PromptContext } from "./context.ts";
import { followFocus } from "./focus.ts";
import { createModel } from "./model.ts";
import { mount } from "./mount.ts";
import { Prompt } from "./Prompt.tsx";
import { walk } from "./path.ts";
import { place } from "./place.ts";
import { LARGE_FROM, paint } from "./theme.ts";

export { canRender } from "./questions/index.ts";

/** Screen readers miss what is in a live region from its first moment. */
const ANNOUNCE_AFTER_MS = 600;
/** As long as the style lets the card fade. */
const FADE_MS = 130;

/**
 * The path of a record that was only shown: the first question that applies. Empty if none does; then there
 * is nothing to show.
 */
export function openingPath({ questions }: Survey, values: RuleValues): string[] {
  return walk(questions, new Map(), values).path;
}

/** Puts a survey on the page. It takes no focus and moves nothing of the page but its container. */
export function openPrompt(context: PromptContext): OpenPrompt {
  const { survey, into } = context;
  const { as = "popover", position = "bottom-right" } = survey.display || {};
  const wanted = into ? "inline" : as === "sheet" ? "bottom-sheet" : as === "modal" ? "center" : position;
  const { host, root, landmark, dress } = mount(survey.id, into, context.styleNonce);
  const giveFocusBack = followFocus(host);
  const announced = signal("");
  const dark = matchMedia("(prefers-color-scheme:dark)");
  let { theme } = context;

  const model = createModel(context, (kept) => {
    giveFocusBack();
    landmark.className = "out";
    const faded = new Promise<void>((resolve) => setTimeout(resolve, FADE_MS)).then(destroy);
    void Promise.all([kept, faded]).then(context.closed);
  });
  const fit = () => {
    place(host, wanted);
    const step = root.querySelector(".step");
    if (step) model.width.value = step.clientWidth;
  };
  const look = () => {
    dress(theme);
    const large = paint(host, landmark, theme, dark.matches) >= LARGE_FROM;
    model.large.value = large;
    host[large ? "setAttribute" : "removeAttribute"]("data-large", "");
    fit();
  };
  const announcing = setTimeout(() => {
    const title = model.fill(model.question.value?.title);
    if (title && !into)
      announced.value = model.words.announce(model.fill(survey.sender) || context.sender, title);
  }, ANNOUNCE_AFTER_MS);
  const destroy = () => {
    clearTimeout(announcing);
    stopDelivery();
    dark.removeListener(look);
    removeEventListener("resize", fit);
    document.removeEventListener("focusin", fit);
    render(null, landmark);
    host.remove();
  };

  landmark.setAttribute("aria-label", model.words.region);
  look();
  render(<Prompt model={model} context={context} root={root} announced={announced} />, landmark);
  fit();
  const stopDelivery = context.onDelivery((status) => {
    model.delivery.value = status;
  });
  // addListener, since Safari before 14 has no addEventListener on media queries.
  dark.addListener(look);
  addEventListener("resize", fit);
  document.addEventListener("focusin", fit);
  return {
    dismiss: model.dismiss,
    restyle: (looks) => {
      ({ theme } = looks);
      look();
    },
    destroy,
  };
}
