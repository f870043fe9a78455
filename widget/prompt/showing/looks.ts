import { detectSurroundings } from "../../loader/surroundings.ts";
import type { Survey, Theme } from "../../manifest/schema.ts";
import type { Looks, ShownSurvey } from "../context.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import { containerOf } from "../placement/container.ts";
import { chooseTextScale, readersFontPx } from "./text-scale.ts";

/** What is shown, and where. */
type Shown = Pick<ShowRequest, "survey" | "into">;

/** Whether a survey shows in a container of the page, beside whatever else is there. */
export function isInline({ survey: { display }, into }: Shown): boolean {
  return into !== undefined || display?.as === "inline";
}

/** What a prompt is to look like now: attribute or option over survey over manifest. */
export function looksOf(
  { settings, manifest }: PromptNeeds,
  survey: Survey,
  font: () => number = readersFontPx,
): Looks {
  const { colorScheme, locale } = settings;
  const theme: Theme = {
    ...manifest()?.theme,
    ...survey.theme,
    ...(colorScheme ? { colorScheme } : {}),
  };
  const wanted = settings.textScale ?? theme.textScale;
  return { theme, textScale: chooseTextScale(wanted, font), locale: detectSurroundings(locale).locale };
}

/**
 * A survey with its looks and container; the container is missing if the page does not have it.
 *
 * @param font - the reader's default font size, px
 */
export function contextOf(needs: PromptNeeds, shown: Shown, font?: () => number): ShownSurvey {
  const { survey } = shown;
  return { survey, ...looksOf(needs, survey, font), into: isInline(shown) ? containerOf(shown) : undefined };
}
