import type { Survey, Theme } from "../../manifest/schema.ts";
import type { Looks, Scene } from "../../prompt/context.ts";
import { detectLocale } from "../surroundings.ts";
import { containerOf } from "./place.ts";
import type { SessionNeeds, Showable } from "./session.ts";
import { chooseTextScale, readersFontPx } from "./text-scale.ts";

/** Whether a survey shows in a container of the page, beside whatever else is there. */
export function isInline({ survey: { display }, into }: Showable): boolean {
  return into !== undefined || display?.as === "inline";
}

/** What a prompt is to look like now: attribute or option over survey over manifest. */
export function looksOf({ settings, manifest }: SessionNeeds, survey: Survey): Looks {
  const { colorScheme, locale } = settings;
  const theme: Theme = {
    ...manifest()?.theme,
    ...survey.theme,
    ...(colorScheme ? { colorScheme } : {}),
  };
  const wanted = settings.textScale ?? theme.textScale;
  return { theme, textScale: chooseTextScale(wanted, readersFontPx), locale: detectLocale(locale) };
}

/** A survey with its looks and container; the container is missing if the page does not have it. */
export function sceneOf(needs: SessionNeeds, what: Showable): Scene {
  const { survey } = what;
  return { survey, ...looksOf(needs, survey), into: isInline(what) ? containerOf(what) : undefined };
}
