import type { Manifest, Survey } from "../../manifest/schema.ts";
import { hash } from "../hash.ts";
import type { importCheck } from "../pieces.ts";
import type { Visitor } from "../visitor.ts";

/** What is wrong, in sentences, by the survey's place in the manifest; `""` stands for the manifest itself. */
type Faults = Readonly<Record<string, string>>;

/**
 * Tells which surveys of a manifest are broken. Nothing is if this build's stamp is on it; otherwise it is
 * checked, once per content and device, and what is wrong is reported once per page.
 *
 * @param fetchCheck - gets the piece that checks
 * @param ignored - told of keys that nobody knows
 */
export function createFaultFinder(
  manifest: Manifest,
  visitor: Visitor,
  fetchCheck: typeof importCheck,
  ignored: (problem: string) => void,
): (survey?: Survey) => Promise<boolean> {
  const surveys: unknown[] = Array.isArray(manifest?.surveys) ? manifest.surveys : [];
  let finding: Promise<Faults> | undefined;

  async function find(): Promise<Faults> {
    if (manifest?.checked === __FINGERPRINT__) return {};
    const content = hash(__FINGERPRINT__ + JSON.stringify(manifest));
    const known = visitor.row().checked;
    const problems = known?.content === content ? known.problems : await check(content);
    for (const place of Object.keys(problems)) {
      const id = (surveys[Number(place)] as Survey | null)?.id ?? place;
      const what = place ? `survey ${JSON.stringify(id)} is left out` : "the manifest is refused";
      console.error(`Askling: ${what}: ${problems[place]}`);
    }
    return problems;
  }

  async function check(content: number): Promise<Faults> {
    const { checkManifest, printProblem } = await fetchCheck();
    const found = checkManifest(manifest);
    found.unknownKeys.map(printProblem).forEach(ignored);
    const problems: Record<string, string> = {};
    if (found.manifest.length) problems[""] = found.manifest.map(printProblem).join("; ");
    found.surveys.forEach((faults, place) => {
      problems[place] = faults.map(printProblem).join("; ");
    });
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
