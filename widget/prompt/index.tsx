import { signal } from "@preact/signals";
import { render } from "preact";
import { holdsBy } from "../manifest/rule.ts";
import type { Survey } from "../manifest/schema.ts";
import type { OpenPrompt, PromptContext, PromptPieces } from "./context.ts";
import { followFocus } from "./focus.ts";
import { createModel } from "./model.ts";
import { mount } from "./mount.ts";
import { Prompt } from "./Prompt.tsx";
import { walk } from "./path.ts";
import { place } from "./place.ts";
import { prepareQuestions, rendererOf } from "./questions/index.ts";
import { LARGE_FROM, paint } from "./theme.ts";
import { prepareWords } from "./words/index.ts";

export * from "./kit.ts";

/** Screen readers miss what is in a live region from its first moment. */
const ANNOUNCE_AFTER_MS = 600;
/** As long as the style lets the card fade. */
const FADE_MS = 130;

/**
 * Fetches what a survey needs beyond this piece.
 *
 * @throws what the browser says when the piece of its questions cannot be fetched
 */
export async function prepare({ questions }: Survey, locale: string, pieces: PromptPieces): Promise<void> {
  await Promise.all([
    prepareQuestions(questions, pieces.importQuestions),
    prepareWords(locale, pieces.importWords),
  ]);
}

/** Whether there is something to show: every question is of a type known here, and one of them applies. */
export function canShow(
  { questions }: Survey,
  { passes, ...values }: Pick<PromptContext, "passes" | "traits" | "props">,
): boolean {
  return questions.every(rendererOf) && walk(questions, new Map(), holdsBy(passes), values).path.length > 0;
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
  const measure = () => {
    place(host, wanted);
    const step = root.querySelector(".step");
    if (step) model.width.value = step.clientWidth;
  };
  const look = () => {
    dress(theme);
    const large = paint(host, landmark, theme, dark.matches) >= LARGE_FROM;
    model.large.value = large;
    host[large ? "setAttribute" : "removeAttribute"]("data-large", "");
    measure();
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
    removeEventListener("resize", measure);
    document.removeEventListener("focusin", measure);
    render(null, landmark);
    host.remove();
  };

  landmark.setAttribute("aria-label", model.words.region);
  look();
  render(<Prompt model={model} context={context} root={root} announced={announced} />, landmark);
  measure();
  model.begin();
  const stopDelivery = context.onDelivery((status) => {
    model.delivery.value = status;
  });
  // addListener, since Safari before 14 has no addEventListener on media queries.
  dark.addListener(look);
  addEventListener("resize", measure);
  document.addEventListener("focusin", measure);
  return {
    dismiss: model.dismiss,
    restyle: (looks) => {
      ({ theme } = looks);
      look();
    },
    destroy,
  };
}
