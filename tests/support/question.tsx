// @vitest-environment happy-dom
import { effect } from "@preact/signals-core";
import { cleanup, render, screen, within } from "@testing-library/preact";
import { onTestFinished } from "vitest";
import { passesTest } from "../../widget/manifest/rule-with-patterns.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { PromptContext } from "../../widget/prompt/context.ts";
import { lazyPieces } from "../../widget/prompt/lazy-pieces.ts";
import { createModel } from "../../widget/prompt/model.ts";
import type { PromptModel } from "../../widget/prompt/prompt-model.ts";
import * as more from "../../widget/prompt/questions/more.tsx";
import { Step } from "../../widget/prompt/Step.tsx";
import type { Answer } from "../../widget/record/schema.ts";

/** A question on show, over a real model. */
export interface AskedQuestion {
  model: PromptModel;
  /** What was kept last of the question; `undefined` while nothing is, `null` for a skip. */
  kept(): Answer | null | undefined;
  /** Lets the prompt keep, render and go on. */
  settle(): Promise<void>;
  button(name: string): HTMLElement;
  radio(name: string): HTMLElement;
  box(name: string): HTMLElement;
  alert(): string | undefined;
}

/** Asks one question, with another one behind it. */
export function ask(question: object, locale = "en"): AskedQuestion {
  lazyPieces.questions = more;
  const asked = { id: "q", title: "Asked?", ...question } as Question;
  let answers: Record<string, Answer> | undefined;
  const context: PromptContext = {
    survey: { id: "s", questions: [asked, { id: "next", type: "text", title: "Then?" }] },
    locale,
    traits: {},
    props: {},
    stay: () => () => {},
    sender: "shop.example",
    theme: {},
    textScale: 1,
    passes: passesTest,
    importPiece: () => Promise.reject(new Error("none is needed")),
    save: async (change) => {
      answers = change.answers;
    },
    onDelivery: () => () => {},
    closed: () => {},
  };
  const model = createModel(
    context,
    () => {},
    (_ms, task) => {
      const timer = setTimeout(task);
      return () => clearTimeout(timer);
    },
  );
  const shown = () => (
    <Step key={model.question.value?.id} model={model} context={context} arrive={() => {}} />
  );
  const { rerender } = render(<div />);
  onTestFinished(effect(() => rerender(shown())));
  onTestFinished(cleanup);
  return {
    model,
    kept: () => (answers ? (answers.q ?? null) : undefined),
    settle: async () => {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
    },
    button: (name) => screen.getByRole("button", { name }),
    radio: (name) => screen.getByRole("radio", { name }),
    box: (name) => screen.getByRole("checkbox", { name }),
    alert: () => within(document.body).queryByRole("alert")?.textContent ?? undefined,
  };
}
