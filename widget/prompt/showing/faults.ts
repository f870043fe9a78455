import { hash } from "../../loader/hash.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import type * as CheckPiece from "../check/index.ts";
import type { PromptNeeds } from "../needs.ts";

/**
 * Tells which surveys of a manifest are broken. Nothing is if this build's stamp is on it, or if this device has
 * found nothing wrong with it before; otherwise the check is fetched.
 *
 * @returns whether a survey, or without one the manifest itself, is broken
 */
export function createFaultFinder(
  needs: PromptNeeds,
  manifest: Manifest,
): (survey?: Survey) => Promise<boolean> {
  let finding: Promise<CheckPiece.Faults> | undefined;

  async function find(): Promise<CheckPiece.Faults> {
    // What was judged without its patterns is to be judged again once they can be.
    const content =
      manifest.checked === __FINGERPRINT__
        ? undefined
        : hash(__FINGERPRINT__ + !!needs.patterns.faultOf() + JSON.stringify(manifest));
    const known = needs.visitor.row().checked;
    const isSound =
      content === undefined || (known?.content === content && !Object.keys(known.problems).length);
    if (isSound && areSelectorsKnown(needs.surveys())) return {};
    const { findFaults } = await needs.importPiece<typeof CheckPiece>("check");
    return findFaults(needs, manifest, content);
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
    return "" in faults || needs.surveys().indexOf(survey as Survey) in faults;
  };
}

/** Whether this browser understands all selectors; the check says which not. */
function areSelectorsKnown(surveys: readonly Survey[]): boolean {
  const place = document.createDocumentFragment();
  try {
    for (const { display, triggers = [] } of surveys)
      for (const { into, selector } of [display || {}, ...triggers] as { into?: string; selector?: string }[])
        place.querySelector(into || selector || "a");
    return true;
  } catch {
    return false;
  }
}
