import type { SurveyRecord } from "../record/schema.ts";

/** Mobile, tablet or desktop, by the smaller side of the screen and whether the main pointer is coarse. */
function detectDevice(): NonNullable<SurveyRecord["device"]> {
  if (!matchMedia("(pointer: coarse)").matches) return "desktop";
  return Math.min(screen.width, screen.height) < 600 ? "mobile" : "tablet";
}

/** The language of the prompt: the one set, the page's, the browser's. */
function detectLocale(set: string | undefined): string {
  return set || document.documentElement.lang || navigator.language || "en";
}

/** Where the visitor is, as the page or the app tells it. */
export interface Surroundings {
  url: string;
  referrer: string;
  device: NonNullable<SurveyRecord["device"]>;
  /** BCP 47. */
  locale: string;
  platform: NonNullable<SurveyRecord["platform"]>;
}

/** @param locale - the one set */
export const detectSurroundings = (locale: string | undefined): Surroundings => ({
  url: location.href,
  referrer: document.referrer,
  device: detectDevice(),
  locale: detectLocale(locale),
  platform: "browser",
});
