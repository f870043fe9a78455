import { checkManifest, formatProblem } from "../../manifest/check.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import type { PromptNeeds } from "../needs.ts";
import { findSelectorFaults } from "./selector-faults.ts";

/** What is wrong, in sentences, by the survey's place in the manifest; `""` stands for the manifest itself. */
export type Faults = Readonly<Record<string, string>>;

/** Surveys that are checked in one go; then the page has its turn. */
const PART = 20;

/** A manifest with some of its surveys, each in its own place. */
function partOf(manifest: Manifest, from: number): unknown {
  if (!Array.isArray(manifest.surveys)) return manifest;
  const surveys: unknown[] = [];
  manifest.surveys.slice(from, from + PART).forEach((survey, index) => {
    surveys[from + index] = survey;
  });
  return { ...manifest, surveys };
}

/**
 * What is wrong with a manifest, once per content and device; it is reported once per page.
 *
 * @param content - hash of the manifest; nothing if a check of it is not called for
 */
export async function findFaults(
  { visitor, patterns, surveys: list, log }: PromptNeeds,
  manifest: Manifest,
  content: number | undefined,
): Promise<Faults> {
  const surveys: readonly unknown[] = list();
  const known = visitor.row().checked;
  // The browser alone knows which selectors it understands: a stamp says nothing of them.
  const problems: Record<string, string> = { ...findSelectorFaults(surveys) };
  if (content !== undefined)
    Object.assign(problems, known?.content === content ? known.problems : await check(content));
  for (const place of Object.keys(problems)) {
    const id = (surveys[Number(place)] as Survey | null)?.id ?? place;
    const left = place ? `survey ${JSON.stringify(id)} is left out` : "the manifest is refused";
    console.error(`Askling: ${left}: ${problems[place]}`);
  }
  return problems;

  async function check(hash: number): Promise<Faults> {
    const found: Record<string, string> = {};
    const unknown = new Set<string>();
    const ids = new Set<string>();
    let from = 0;
    do {
      const part = checkManifest(partOf(manifest, from), patterns.faultOf(), ids);
      for (const one of part.unknownKeys) unknown.add(formatProblem(one));
      if (part.manifest.length) found[""] = part.manifest.map(formatProblem).join("; ");
      part.surveys.forEach((faults, place) => {
        found[place] = faults.map(formatProblem).join("; ");
      });
      from += PART;
      if (from < surveys.length) await new Promise((resolve) => setTimeout(resolve, 0));
    } while (from < surveys.length);
    for (const problem of unknown) log(`ignored: ${problem}`);
    await visitor.change((row) => {
      row.checked = { content: hash, problems: found };
    });
    return found;
  }
}
