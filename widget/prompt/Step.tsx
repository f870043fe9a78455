import { Buttons } from "./Buttons.tsx";
import type { PromptContext } from "./context.ts";
import { Ending } from "./Ending.tsx";
import type { PromptModel } from "./model.ts";
import { rendererOf } from "./questions/index.ts";
import { Title } from "./Title.tsx";

interface Props {
  model: PromptModel;
  context: PromptContext;
  /** Whether the focus is in the prompt; it then moves to what is asked now. */
  inside: boolean;
}

/** One question or the ending, made anew at each step. */
export function Step({ model, context, inside }: Props) {
  const { words, fill } = model;
  const { sender, notice } = context.survey;
  const question = model.question.value;
  const renderer = question && rendererOf(question);
  const { step, of } = model.progress();
  return (
    <div class="body" ref={inside ? takeFocus : null}>
      <div class="step">
        {renderer ? (
          <>
            <div class="head">
              <p class="small">{fill(sender) || context.sender}</p>
              {of > 1 && <p class="vh">{words.progress(step, of)}</p>}
              <Title model={model} title={question.title} hint={question.hint} />
            </div>
            <renderer.View model={model} question={question} />
            {model.missing.value && (
              <p id="err" role="alert">
                {words.needed}
              </p>
            )}
            <Buttons model={model} question={question} sentBy={renderer.sentBy} notice={notice} />
          </>
        ) : (
          <Ending model={model} />
        )}
      </div>
    </div>
  );
}

/** Moves the focus to what is asked now, when it is put on the page. */
function takeFocus(body: Element | null): void {
  // On a touch screen a text field would bring up the keyboard unasked.
  const field = matchMedia("(pointer:coarse)").matches ? "" : ",textarea";
  if (!body) return;
  const find = (what: string) => body.querySelector<HTMLElement>(what);
  const target = find(`[tabindex="0"]${field}`) || find("h2");
  if (target) target.focus({ preventScroll: true });
}
