import type { Manifest, Survey } from "../../widget/manifest/schema.ts";
import { chooseLocale } from "../../widget/manifest/text.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import type { ServedManifest } from "../config/manifest.ts";
import { findLink, type Link } from "../links/links.ts";
import { HostedRefusal } from "./refusal.ts";
import type { Visit } from "./visit.ts";

/** A survey that is open to a visit. */
export interface Opening {
  site: Site;
  manifest: Manifest;
  survey: Survey;
  visit: Visit;
  /** Tag of the language that the survey is read in. */
  language: string;
  /** Of the person that the address was made for. */
  link?: Link | undefined;
}

const parsed = new WeakMap<ServedManifest, Manifest>();

function manifestOf(served: ServedManifest): Manifest {
  const manifest: Manifest = parsed.get(served) ?? JSON.parse(served.body);
  parsed.set(served, manifest);
  return manifest;
}

/**
 * Opens a survey to a visit. The address was handed out on purpose, so triggers, audience and frequency do not count;
 * but a survey that is paused or out of its dates stays closed.
 *
 * @param shownAt - when an answer comes in: the time when its page was shown; a survey that was open then still is
 * @throws HostedRefusal when it is not open, or the link is not good for it; a used link is no reason
 */
export async function openToVisit(
  { store, now }: Collector,
  { site, surveyId, visit }: { site: Site; surveyId: string; visit: Visit },
  shownAt?: Date,
): Promise<Opening> {
  const manifest = manifestOf(site.manifest);
  const survey = manifest.surveys.find(({ id }) => id === surveyId);
  if (!survey) throw new HostedRefusal("unknown");
  const time = (shownAt ?? now()).getTime();
  if (survey.endAt && time >= Date.parse(survey.endAt)) throw new HostedRefusal("over");
  if (!shownAt && (manifest.paused || survey.paused)) throw new HostedRefusal("paused");
  if (survey.startAt && time < Date.parse(survey.startAt)) throw new HostedRefusal("early");
  const link = visit.link === undefined ? undefined : await findLink(store, site.key, visit.link);
  if (visit.link !== undefined && link?.survey !== surveyId) throw new HostedRefusal("unknown");
  if (link && link.usedAt === null && Date.parse(link.expiresAt) <= time) throw new HostedRefusal("expired");
  return { site, manifest, survey, visit, language: languageOf(survey, visit.locale), link };
}

function languageOf({ questions }: Survey, locale: string): string {
  const title = questions[0]?.title;
  return (typeof title === "object" && chooseLocale(locale, Object.keys(title))) || locale;
}
