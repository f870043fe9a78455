import { Buttons } from "./Buttons.tsx";
import type { PromptContext } from "./context.ts";
import { Ending } from "./Ending.tsx";
import type { PromptModel } from "./prompt-model.ts";
import { rendererOf } from "./questions/index.ts";
import { Title } from "./Title.tsx";

interface Props {
  model: PromptModel;
  context: PromptContext;
  /** Called with what has come on show. */
  arrive(body: Element | null): void;
}

/** One question or the ending, made anew at each step. */
export function Step({ model, context, arrive }: Props) {
  const { words, fill } = model;
  const { sender, notice } = context.survey;
  const question = model.question.value;
  const renderer = question && rendererOf(question);
  const { step, of } = model.progress();
  return (
    <div class="body" ref={arrive}>
      <div class="step">
        {renderer ? (
          <>
            <div class="head">
              <p class="small">
                <bdi>{fill(sender) || context.sender}</bdi>
              </p>
              {of > 1 && <p class="vh">{words.progress(step, of)}</p>}
              <Title model={model} title={question.title} hint={question.hint} />
            </div>
            <div class="ask">
              <renderer.View model={model} question={question} />
              {model.fault.value && (
                <p id="err" role="alert">
                  {model.fault.value}
                </p>
              )}
            </div>
            <Buttons model={model} question={question} sentBy={renderer.sentBy} notice={notice} />
          </>
        ) : (
          <Ending model={model} />
        )}
      </div>
    </div>
  );
}
