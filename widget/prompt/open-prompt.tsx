import { effect, signal } from "@preact/signals-core";
import { render } from "preact";
import type { ImportPiece } from "../loader/pieces.ts";
import { DISPLAYS } from "../manifest/displays.ts";
import { LARGE_FROM } from "../manifest/large.ts";
import { holdsBy } from "../manifest/rule.ts";
import { walk } from "../record/path.ts";
import type { Looks, OpenPrompt, PromptContext, ShownSurvey } from "./context.ts";
import { followFocus, takeFocus } from "./focus.ts";
import { fetchLazyPieces, type LazyPieces, lazyPieces } from "./lazy-pieces.ts";
import { createModel } from "./model.ts";
import { mount } from "./mount.ts";
import { Prompt } from "./Prompt.tsx";
import { answerPresses, watchPlacement } from "./placement/index.ts";
import { rendererOf } from "./questions/index.ts";
import { paint } from "./theme.ts";
import { prepareWords } from "./words/index.ts";

/** Screen readers miss what is in a live region from its first moment. */
const ANNOUNCE_AFTER_MS = 600;
/** As long as the style lets the card fade. */
const FADE_MS = 130;
/** By how much text grows at a time. */
const BIGGER = 0.3;

/**
 * Fetches what a survey needs beyond this piece.
 *
 * @throws what the browser says when the piece of its questions or display cannot be fetched
 */
export async function prepare(shown: ShownSurvey, importPiece: ImportPiece): Promise<void> {
  const { survey, into, textScale, locale } = shown;
  const { as = "popover" } = survey.display || {};
  const wanted: (keyof LazyPieces)[] = [];
  if (!survey.questions.every(rendererOf)) wanted.push("questions");
  if (into || DISPLAYS[as].piece) wanted.push("displays");
  if (textScale >= LARGE_FROM) wanted.push("large");
  await Promise.all([fetchLazyPieces(wanted, importPiece), prepareWords(locale, importPiece)]);
}

/** Whether there is something to show: every question is of a type known here, and one of them applies. */
export function canShow({
  survey: { questions },
  passes,
  ...values
}: Pick<PromptContext, "survey" | "passes" | "traits" | "props">): boolean {
  return questions.every(rendererOf) && walk(questions, new Map(), holdsBy(passes), values).path.length > 0;
}

/**
 * Puts a survey on the page; `prepare` must have fetched what it needs. Unless it is modal, or the respondent
 * opened it, it takes no focus, and it moves nothing of the page but its container.
 */
export function openPrompt(context: PromptContext): OpenPrompt {
  const { survey, into, called } = context;
  const { displays } = lazyPieces;
  const { as = "popover", position = "bottom-right" } = survey.display || {};
  const { layer, across, narrow } = DISPLAYS[as];
  const modal = layer === "modal" && !into;
  const floats = !into && !modal;
  const edge = /^top/.test(position) ? "top-" : "bottom-";
  const at = into ? "inline" : modal ? as : across ? edge + as : position;
  const place = { at, narrow: floats && narrow ? edge + narrow : at, floats };
  const gone = () => {
    destroy();
    context.closed();
  };
  const back = () => {
    // A live region that comes with its text would be read out again.
    announced.value = "";
    look();
    const restore = focus.remember();
    if (modal && displays) displays.openModal(root);
    restore();
  };
  const { host, root, landmark, dress, release } = mount(context, !into, back, gone);
  const focus = followFocus(host, root, landmark);
  answerPresses(landmark);
  const announced = signal("");
  const dark = matchMedia("(prefers-color-scheme:dark)");
  let looks: Looks = context;

  const model = createModel(context, (kept) => {
    release();
    detach();
    focus.giveBack();
    landmark.className = "out";
    const faded = new Promise<void>((resolve) => setTimeout(resolve, FADE_MS));
    void Promise.all([kept, faded.then(destroy)]).then(context.closed);
  });
  const title = () => {
    const { title: text } = model.question.value || model.ending() || {};
    return model.fill(text);
  };
  const fit = () => {
    const ask = root.querySelector(".ask");
    if (ask) model.width.value = ask.clientWidth;
  };
  const look = () => {
    dress(looks.theme);
    paint(host, landmark, looks, dark.matches);
    const large = looks.textScale >= LARGE_FROM;
    model.large.value = large;
    host.setAttribute("data-large", String(large));
    const label = into ? title() : model.words.region;
    landmark.setAttribute("aria-label", displays ? displays.labelFor(landmark, label) : label);
    requestAnimationFrame(fit);
  };
  /** Whether the focus was in the prompt before what it was on went away. */
  let inside = false;
  let arrive = (body: Element) => {
    arrive = (next) => {
      if (inside || modal) takeFocus(next);
      else announced.value = title() || model.words.thanks;
    };
    const heading = body.querySelector("h2");
    if (called && heading) heading.focus();
  };
  const announcing = setTimeout(() => {
    if (!into && !modal && !called)
      announced.value = model.words.announce(model.fill(survey.sender) || context.sender, title());
  }, ANNOUNCE_AFTER_MS);
  const destroy = () => {
    clearTimeout(announcing);
    for (const stop of stops) stop();
    dark.removeListener(look);
    render(null, landmark);
    // A library of the page may have put a `remove` of its own in place, which throws where there is no parent.
    host.parentNode?.removeChild(host);
  };

  look();
  const arriveAt = (body: Element | null) => {
    if (!body) return;
    // A scrollbar takes width as well.
    fit();
    arrive(body);
  };
  const enlarge = () => {
    const { textScale } = looks;
    looks = { ...looks, textScale: textScale < 2 ? Math.min(2, textScale + BIGGER) : LARGE_FROM };
    look();
  };
  // Runs before the next question is rendered.
  const remember = model.question.subscribe(() => {
    inside = !!root.activeElement;
  });
  // Whatever a component reads of the model renders the prompt anew: it is small enough to do without more.
  const stopRendering = effect(() =>
    render(
      <Prompt
        model={model}
        context={context}
        modal={modal}
        announced={announced}
        arrive={arriveAt}
        enlarge={enlarge}
      />,
      landmark,
    ),
  );
  const detach = displays && (modal || into) ? displays.attach(root, model, into) : () => {};
  if (!into) model.begin();
  const stops = [
    watchPlacement(host, place, fit),
    remember,
    stopRendering,
    context.onDelivery((status) => {
      model.delivery.value = status;
    }),
    release,
    detach,
  ];
  // addListener, since Safari before 14 has no addEventListener on media queries.
  dark.addListener(look);
  return {
    dismiss: model.dismiss,
    restyle: async (next) => {
      looks = next;
      await prepare({ ...context, ...next }, context.importPiece).catch(() => {});
      // The words of a language left meanwhile may come late.
      if (looks !== next) return;
      model.translate(next.locale);
      look();
    },
    destroy,
  };
}
