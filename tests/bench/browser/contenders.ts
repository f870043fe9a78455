/** Addresses that the pages of the comparison refer to. */
export interface Addresses {
  /** Of the files and services of all contenders; another origin than the page's. */
  services: string;
  /** Of the survey file. */
  surveys: string;
}

/**
 * What is put on the page for the comparison. Its functions run in the page, so that they may use nothing from
 * outside of themselves.
 */
export interface Contender {
  /** Names its page and its results. */
  id: string;
  /** Name in the table. */
  name: string;
  /** What an integrator puts into the page's head. */
  head(addresses: Addresses): string;
  /** Whether a trigger would show the prompt. */
  ready(): unknown;
  /** Does what makes the prompt appear. */
  trigger(): void;
  /** The part of the prompt that a visitor sees, once it is there. */
  prompt(): Element | null | undefined;
  /** Answers 9 from script: without input of a user every shift of the layout counts. */
  answer(): void;
}

export const QUESTION = "How likely are you to recommend us to a friend?";
export const COMMENT = "What is the main reason for your score?";

const asklingScript = (file: string, { services, surveys }: Addresses) =>
  `<script async src="${services}/${file}" data-key="pk_shop" data-surveys="${surveys}" data-endpoint="${services}/v1/batches"></script>`;

const askling = {
  ready: () => typeof Object(window).askling?.track === "function",
  trigger: () => Object(window).askling.track("order_paid"),
  prompt: () => document.querySelector("askling-prompt")?.shadowRoot?.querySelector('[part="prompt"]'),
  answer: () =>
    document
      .querySelector("askling-prompt")
      ?.shadowRoot?.querySelector<HTMLElement>('[part="score"][value="9"]')
      ?.click(),
};

/** The contender without anything, whose cost is that of the page and of measuring. */
export const EMPTY = "empty";

/** All contenders; one round of the comparison visits them in this order. */
export const CONTENDERS: readonly Contender[] = [
  {
    id: "askling",
    name: "Askling by tag",
    head: (addresses) => asklingScript("askling.js", addresses),
    ...askling,
  },
  {
    id: "askling-full",
    name: "Askling full build",
    head: (addresses) => asklingScript("askling.full.js", addresses),
    ...askling,
  },
  {
    id: "posthog",
    name: "posthog-js with surveys",
    // All that is not needed for surveys is off; without the last option it asks nothing of headless browsers.
    head: ({ services }) => `<script>
      window.posthog = Object.assign([], { __SV: 1, _i: [["phc_shop", {
        api_host: "${services}", autocapture: false, capture_pageview: false, capture_pageleave: false,
        disable_session_recording: true, capture_heatmaps: false, capture_dead_clicks: false,
        capture_performance: false, capture_exceptions: false,
        opt_out_useragent_filter: true,
      }, "posthog"]] });
    </script>
    <script async crossorigin="anonymous" src="${services}/static/array.js"></script>`,
    ready: () => Object(window).posthog?.surveys?._surveyManager,
    trigger: () => Object(window).posthog.capture("order_paid"),
    prompt: () => document.querySelector('[class^="PostHogSurvey-"]')?.shadowRoot?.querySelector("form"),
    answer: () =>
      document
        .querySelector('[class^="PostHogSurvey-"]')
        ?.shadowRoot?.querySelectorAll<HTMLButtonElement>(".ratings-number")[9]
        ?.click(),
  },
  {
    id: "surveyjs",
    name: "SurveyJS, loaded at once",
    // The style sheet without a font, which would come from another company's servers.
    head: ({ services }) => `<link rel="stylesheet" href="${services}/surveyjs/survey-core.fontless.min.css">
    <script defer src="${services}/surveyjs/survey.core.min.js"></script>
    <script defer src="${services}/surveyjs/survey-js-ui.min.js"></script>`,
    ready: () => Object(window).SurveyUI,
    trigger: () => {
      const { Survey, SurveyUI } = Object(window);
      const place = document.body.appendChild(document.createElement("div"));
      const model = new Survey.Model({
        elements: [
          {
            type: "rating",
            name: "score",
            title: "How likely are you to recommend us to a friend?",
            rateMin: 0,
            rateMax: 10,
            displayMode: "buttons",
            minRateDescription: "Not at all likely",
            maxRateDescription: "Extremely likely",
          },
          { type: "comment", name: "reason", title: "What is the main reason for your score?" },
        ],
      });
      SurveyUI.renderPopupSurvey(model, place, { isExpanded: true });
    },
    prompt: () => document.querySelector(".sv_window, .sd-root-modern"),
    answer: () => document.querySelector<HTMLInputElement>('input[type="radio"][value="9"]')?.click(),
  },
  {
    id: EMPTY,
    name: "Empty page",
    head: () => "",
    ready: () => true,
    trigger: () => document.body.append(document.createElement("i")),
    prompt: () => document.querySelector("main"),
    answer: () => {},
  },
];

/** @throws an error where there is none of that id */
export function contenderOf(wanted: string): Contender {
  const found = CONTENDERS.find(({ id }) => id === wanted);
  if (!found) throw new Error(`There is no contender ${wanted}.`);
  return found;
}
