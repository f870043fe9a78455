import { hash } from "../../loader/hash.ts";
import type { Patterns } from "../../loader/patterns.ts";
import type { importCheck } from "../../loader/pieces.ts";
import type { Visitor } from "../../loader/visitor.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import { findSelectorFaults } from "./selector-faults.ts";

/** What is wrong, in sentences, by the survey's place in the manifest; `""` stands for the manifest itself. */
type Faults = Readonly<Record<string, string>>;

/** Surveys that are checked in one go; then the page has its turn. */
const PART = 20;

/** A manifest with some of its surveys, each in its own place. */
function partOf(manifest: Manifest, from: number): unknown {
  if (!Array.isArray(manifest?.surveys)) return manifest;
  const surveys: unknown[] = [];
  manifest.surveys.slice(from, from + PART).forEach((survey, index) => {
    surveys[from + index] = survey;
  });
  return { ...manifest, surveys };
}

/**
 * Tells which surveys of a manifest are broken. Nothing is if this build's stamp is on it; otherwise it is
 * checked, once per content and device, and what is wrong is reported once per page.
 *
 * @param fetchCheck - gets the piece that checks
 * @param patterns - gets what judges patterns
 * @param ignored - told of keys that nobody knows
 */
export function createFaultFinder(
  manifest: Manifest,
  visitor: Visitor,
  fetchCheck: typeof importCheck,
  patterns: Patterns["faultOf"],
  ignored: (problem: string) => void,
): (survey?: Survey) => Promise<boolean> {
  const surveys: unknown[] = Array.isArray(manifest?.surveys) ? manifest.surveys : [];
  let finding: Promise<Faults> | undefined;

  async function find(): Promise<Faults> {
    // The browser alone knows which selectors it understands: a stamp says nothing of them.
    const selectors = findSelectorFaults(surveys);
    const problems = { ...selectors, ...(await findProblems()) };
    for (const place of Object.keys(problems)) {
      const id = (surveys[Number(place)] as Survey | null)?.id ?? place;
      const what = place ? `survey ${JSON.stringify(id)} is left out` : "the manifest is refused";
      console.error(`Askling: ${what}: ${problems[place]}`);
    }
    return problems;
  }

  async function findProblems(): Promise<Faults> {
    if (manifest?.checked === __FINGERPRINT__) return {};
    // What was judged without its patterns is to be judged again once they can be.
    const content = hash(__FINGERPRINT__ + !!patterns() + JSON.stringify(manifest));
    const known = visitor.row().checked;
    return known?.content === content ? known.problems : check(content);
  }

  async function check(content: number): Promise<Faults> {
    const { checkManifest, formatProblem } = await fetchCheck();
    const problems: Record<string, string> = {};
    const unknown = new Set<string>();
    const ids = new Set<string>();
    let from = 0;
    do {
      const found = checkManifest(partOf(manifest, from), patterns(), ids);
      for (const one of found.unknownKeys) unknown.add(formatProblem(one));
      if (found.manifest.length) problems[""] = found.manifest.map(formatProblem).join("; ");
      found.surveys.forEach((faults, place) => {
        problems[place] = faults.map(formatProblem).join("; ");
      });
      from += PART;
      if (from < surveys.length) await new Promise((resolve) => setTimeout(resolve, 0));
    } while (from < surveys.length);
    unknown.forEach(ignored);
    await visitor.change((row) => {
      row.checked = { content, problems };
    });
    return problems;
  }

  return async (survey) => {
    if (!finding) {
      finding = find();
      // A check that could not be fetched is tried again at the next occasion.
      finding.catch(() => {
        finding = undefined;
      });
    }
    const faults = await finding;
    return "" in faults || surveys.indexOf(survey) in faults;
  };
}
