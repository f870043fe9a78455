import { createHash } from "node:crypto";
import { checkManifest } from "../../widget/manifest/check.ts";
import type { Problem } from "../../widget/manifest/problem.ts";
import type { Survey } from "../../widget/manifest/schema.ts";
import { printWithSuggestion } from "../suggestion.ts";
import { JsonFileError, parseJson, readTextFile } from "./json.ts";

/** A manifest as the collector hands it out. */
export interface ServedManifest {
  /** JSON, stamped with the fingerprint of this build's check. */
  body: string;
  /** SHA-256 of `body`. */
  hash: string;
  /** What was refused and left out, as sentences. */
  refused: string[];
}

/** A manifest that cannot be served at all. */
export class ManifestError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_manifest";
}

/**
 * Reads and checks a manifest. Broken surveys, and those with keys that nobody knows, are left out; the
 * others are served.
 *
 * @throws ManifestError when the file cannot be read, is no JSON, or its frame is wrong
 */
export function readManifest(path: string): ServedManifest {
  try {
    return serveManifest(parseJson(readTextFile(path)));
  } catch (error) {
    if (error instanceof JsonFileError) throw new ManifestError(error.message);
    throw error;
  }
}

/**
 * Checks a parsed manifest and stamps it.
 *
 * @throws ManifestError when its frame is wrong
 */
export function serveManifest(input: unknown): ServedManifest {
  const { manifest, surveys, unknownKeys } = checkManifest(input);
  const refusedBySurvey = new Map(surveys);
  const ofFrame: Problem[] = [...manifest];
  for (const problem of unknownKeys) {
    const index = /^surveys\[(\d+)\]/.exec(problem.path)?.[1];
    if (index === undefined) ofFrame.push(problem);
    else refusedBySurvey.set(Number(index), [...(refusedBySurvey.get(Number(index)) ?? []), problem]);
  }
  // An input without a list of surveys has a problem in its frame, so the guard only tells the compiler.
  if (ofFrame.length || !isObject(input) || !Array.isArray(input.surveys))
    throw new ManifestError(ofFrame.map((problem) => printWithSuggestion(problem)).join("; "));
  const good = input.surveys.filter((_survey, index) => !refusedBySurvey.has(index));
  const body = JSON.stringify({ ...input, surveys: good, checked: __FINGERPRINT__ });
  return {
    body,
    hash: createHash("sha256").update(body).digest("hex"),
    refused: [...refusedBySurvey.values()].flat().map((problem) => printWithSuggestion(problem)),
  };
}

/** The surveys of a manifest that has passed the check. */
export function surveysOf(body: string): Survey[] {
  const { surveys }: { surveys: Survey[] } = JSON.parse(body);
  return surveys;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
