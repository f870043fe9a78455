// What PostHog's service answers to posthog-js.
import { COMMENT, QUESTION } from "./contenders.ts";

const POSTHOG_FLAG = "survey-targeting-order-nps";
/** As their editor makes it of the same two questions. */
export const POSTHOG_SURVEY = {
  id: "order-nps",
  name: "Order",
  type: "popover",
  description: "",
  start_date: "2026-01-01T00:00:00Z",
  end_date: null,
  linked_flag_key: null,
  targeting_flag_key: null,
  // Their service makes such a flag for each survey, for visitors who have not seen it yet.
  internal_targeting_flag_key: POSTHOG_FLAG,
  conditions: { events: { values: [{ name: "order_paid" }], repeatedActivation: false }, actions: null },
  appearance: {},
  questions: [
    {
      id: "score",
      type: "rating",
      display: "number",
      scale: 10,
      question: QUESTION,
      lowerBoundLabel: "Not at all likely",
      upperBoundLabel: "Extremely likely",
      skipSubmitButton: true,
    },
    { id: "reason", type: "open", question: COMMENT, buttonText: "Submit" },
  ],
};
/** Of a project with surveys and nothing else. */
export const POSTHOG_CONFIG = {
  token: "phc_shop",
  supportedCompression: ["gzip", "gzip-js"],
  hasFeatureFlags: true,
  captureDeadClicks: false,
  capturePerformance: false,
  autocapture_opt_out: true,
  autocaptureExceptions: false,
  analytics: { endpoint: "/i/v0/e/" },
  elementsChainAsString: true,
  sessionRecording: false,
  heatmaps: false,
  surveys: true,
  defaultIdentifiedOnly: true,
};
/** Their answer for a visitor who may be asked. */
export const POSTHOG_FLAGS = {
  flags: {
    [POSTHOG_FLAG]: {
      key: POSTHOG_FLAG,
      enabled: true,
      reason: { code: "condition_match", condition_index: 0, description: "Matched condition set 1" },
      metadata: { id: 1, version: 1, payload: null },
    },
  },
  errorsWhileComputingFlags: false,
  requestId: "00000000-0000-4000-8000-000000000000",
};
