import { isScored, scaleOf } from "../../widget/manifest/question-types.ts";
import type { Question, Survey } from "../../widget/manifest/schema.ts";
import { templateOf } from "../../widget/manifest/template.ts";
import { ProblemError } from "../http/problem.ts";
import { type ManifestRevision, manifestHistory, surveysOf } from "../store/manifests.ts";
import { readRecords } from "../store/pages.ts";
import type { Store } from "../store/store.ts";

interface Definition {
  survey: Survey;
  revision: number;
  servedFrom: string;
  questions: readonly Question[];
}

/** By id, newest first. */
export type QuestionKinds = ReadonlyMap<string, readonly Question[]>;

/** What a survey asked, over all the manifests that were served. */
export interface SurveyDefinitions {
  /** Whether the survey was ever served. */
  known: boolean;
  /** The survey as it was served last. */
  newest?: Survey;
  /** Every question that was ever asked, the newest revision's first and as it defines them. */
  questions: ReadonlyMap<string, Question>;
  /** All that an id has stood for, newest first: another type, or another scale, is another question. */
  kinds: QuestionKinds;
  /** The questions as a record met them: of its revision, as served last before it was shown. */
  askedIn(surveyRevision: number, shownAt: string): ReadonlyMap<string, Question>;
}

/** The definitions of one survey in a site's history of manifests. */
export function definitionsOf(history: readonly ManifestRevision[], surveyId: string): SurveyDefinitions {
  const ofHistory = history.flatMap(({ servedFrom, body }) =>
    definitionsIn(surveysOf(body), surveyId, servedFrom),
  );
  // A built-in survey stands in no manifest that was served.
  const builtIn = templateOf(surveyId)?.surveys ?? [];
  const served = ofHistory.length ? ofHistory : definitionsIn(builtIn, surveyId, "");
  const newestFirst = [...served].reverse();
  const kinds = new Map<string, Question[]>();
  for (const definition of newestFirst)
    for (const question of definition.questions) {
      const known = kinds.get(question.id) ?? [];
      kinds.set(question.id, known);
      const at = known.findIndex((newer) => isSameKind(newer, question));
      const newer = known[at];
      if (newer) known[at] = withOlderOptions(newer, question);
      else known.push(question);
    }
  const questions = new Map([...kinds].flatMap(([id, [newest]]) => (newest ? [[id, newest] as const] : [])));
  const byDefinition = new Map(
    served.map((definition) => [
      definition,
      new Map(definition.questions.map((question) => [question.id, question])),
    ]),
  );

  const newest = newestFirst[0]?.survey;
  return {
    known: ofHistory.length > 0,
    ...(newest ? { newest } : {}),
    questions,
    kinds,
    askedIn(surveyRevision, shownAt) {
      const same = newestFirst.filter((one) => one.revision === surveyRevision);
      // A clock that is a little off, or a manifest shown before it was registered here: the nearest counts.
      const met = same.find((one) => one.servedFrom <= shownAt) ?? same[same.length - 1];
      return (met && byDefinition.get(met)) ?? questions;
    },
  };
}

function definitionsIn(surveys: readonly Survey[], id: string, servedFrom: string): Definition[] {
  const survey = surveys.find((one) => one.id === id);
  return survey ? [{ survey, revision: survey.revision ?? 1, servedFrom, questions: survey.questions }] : [];
}

/** Whether answers to both can be counted together. */
export function isSameKind(a: Question, b: Question): boolean {
  if (a.type !== b.type) return false;
  return !isScored(a) || !isScored(b) || scaleOf(a).to === scaleOf(b).to;
}

/** Options that a later revision dropped were still chosen by those who saw them. */
function withOlderOptions(newer: Question, older: Question): Question {
  if (newer.type !== older.type || !("options" in newer) || !("options" in older)) return newer;
  const dropped = older.options.filter((option) => newer.options.every((one) => one.id !== option.id));
  const options = [...newer.options, ...dropped];
  const offersOther = "other" in older && older.other;
  return newer.type !== "ranking" && offersOther && !newer.other
    ? { ...newer, options, other: offersOther }
    : { ...newer, options };
}

/** What a site's surveys asked, by survey. */
export type SiteDefinitions = (survey: string) => SurveyDefinitions;

/** A site with the hash of the manifest that it serves. */
interface ServedSite {
  key: string;
  manifest: { hash: string };
}

/** Reads what a site's surveys asked, again only when another manifest is served. */
export function createDefinitionReader(store: Store): (site: ServedSite) => Promise<SiteDefinitions> {
  const read = new Map<string, { hash: string; definitions: Promise<SiteDefinitions> }>();
  return ({ key, manifest: { hash } }) => {
    const known = read.get(key);
    if (known?.hash === hash) return known.definitions;
    const definitions = readDefinitions(store, key);
    read.set(key, { hash, definitions });
    // A failure must not stay.
    definitions.catch(() => read.delete(key));
    return definitions;
  };
}

async function readDefinitions(store: Store, site: string): Promise<SiteDefinitions> {
  const history = await manifestHistory(store, site);
  const surveys = new Map<string, SurveyDefinitions>();
  return (survey) => {
    const definitions = surveys.get(survey) ?? definitionsOf(history, survey);
    surveys.set(survey, definitions);
    return definitions;
  };
}

/**
 * What a survey asked. A survey that was never served here (its manifest stands in the page) is known by its
 * records.
 *
 * @throws ProblemError 404 when the site has neither
 */
export async function openSurvey(store: Store, site: string, survey: string): Promise<SurveyDefinitions> {
  const definitions = definitionsOf(await manifestHistory(store, site), survey);
  const known = definitions.known || (await readRecords(store, { site, survey }, 1)).length > 0;
  if (known) return definitions;
  throw new ProblemError(
    404,
    "unknown_survey",
    `There is no survey ${JSON.stringify(survey.slice(0, 100))}: it was never served, and no record names it.`,
  );
}
