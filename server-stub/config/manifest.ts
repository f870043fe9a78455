import { createHash } from "node:crypto";
import { checkManifest } from "../../widget/manifest/check.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import { checkReachability, type ReachabilityCheck } from "../../widget/manifest/reachability.ts";
import type { Survey } from "../../widget/manifest/schema.ts";
import { formatWithSuggestion } from "../suggestion.ts";
import { JsonFileError, parseJson, readTextFile } from "./json.ts";

/** A manifest as the collector hands it out. */
export interface ServedManifest {
  /** JSON, stamped with the fingerprint of this build's check. */
  body: string;
  /** SHA-256 of `body`. */
  hash: string;
  /** Ids of its surveys, of those that were left out as well. */
  surveys: string[];
  /** What was wrong with the surveys that were left out, as sentences. */
  leftOut: string[];
  /** What is odd about the paths through surveys that are served all the same, as sentences. */
  odd: string[];
}

/** A manifest that cannot be served at all. */
export class ManifestError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_manifest";

  constructor(
    /** Everything that is wrong. */
    readonly sentences: readonly string[],
  ) {
    super(sentences.join("; "));
    this.name = "ManifestError";
  }
}

/**
 * Reads and checks a manifest.
 *
 * @throws ManifestError when the file cannot be read, is no JSON, or cannot be served
 */
export function readManifest(path: string): ServedManifest {
  try {
    return serveManifest(parseJson(readTextFile(path)));
  } catch (error) {
    if (error instanceof JsonFileError) throw new ManifestError([error.message]);
    throw error;
  }
}

/**
 * Checks a parsed manifest and stamps it. Surveys with wrong values are left out and the others served. A key
 * that is unknown is refused with the whole: it is a misspelling, and the survey would run without what
 * its owner meant. Paths that lead nowhere are only told: the widget comes to an end on each of them.
 *
 * @throws ManifestError when its frame is wrong or it has unknown keys
 */
function serveManifest(input: unknown): ServedManifest {
  const { manifest, surveys, unknownKeys } = checkManifest(input, patternFault);
  const ofSurveys = [...surveys.values()].flat();
  // An input without a list of surveys has a problem in its frame, so the guard only tells the compiler.
  if (manifest.length || unknownKeys.length || !isObject(input) || !Array.isArray(input.surveys))
    throw new ManifestError(
      [...manifest, ...unknownKeys, ...ofSurveys].map((problem) => formatWithSuggestion(problem)),
    );
  const paths = checkAllReachability(input, (index) => !surveys.has(index));
  const good = input.surveys.filter((_survey, index) => !surveys.has(index));
  const body = JSON.stringify({ ...input, surveys: good, checked: __FINGERPRINT__ });
  return {
    body,
    hash: createHash("sha256").update(body).digest("hex"),
    surveys: input.surveys.flatMap((survey: unknown) =>
      isObject(survey) && typeof survey.id === "string" ? [survey.id] : [],
    ),
    leftOut: ofSurveys.map((problem) => formatWithSuggestion(problem)),
    odd: [...paths.faults, ...paths.notes].map((problem) => formatWithSuggestion(problem)),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * What is odd about the paths through the surveys of a manifest.
 *
 * @param input - the manifest
 * @param isGood - whether the survey at an index has passed the check; the paths of others are not judged
 */
export function checkAllReachability(input: unknown, isGood: (index: number) => boolean): ReachabilityCheck {
  const found = listedSurveys(input).flatMap((survey, index) =>
    isGood(index) ? [checkReachability(survey, ["surveys", index])] : [],
  );
  return { faults: found.flatMap(({ faults }) => faults), notes: found.flatMap(({ notes }) => notes) };
}

/** What a manifest lists as its surveys, checked or not; nothing if it has no list of them. */
export function listedSurveys(input: unknown): readonly Survey[] {
  const surveys = typeof input === "object" && input !== null && "surveys" in input ? input.surveys : [];
  return Array.isArray(surveys) ? surveys : [];
}
