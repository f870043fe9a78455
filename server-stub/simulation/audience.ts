import type { Audience } from "../../widget/manifest/schema.ts";

/** What a simulated visitor has. */
const KNOWN = ["visitor", "since", "sample"] as const;

/**
 * The part of an audience that can be judged without a page and a person; of the rest everybody is taken to
 * fit, so that a simulation tells the most prompts there can be.
 */
export function knownAudience(audience: Audience): Audience {
  const known: Audience = {};
  for (const name of KNOWN)
    if (audience[name] !== undefined) Object.assign(known, { [name]: audience[name] });
  if (audience.any?.every(isKnown)) known.any = audience.any;
  if (audience.not && isKnown(audience.not)) known.not = audience.not;
  return known;
}

/** Whether an audience asks for nothing but what a simulated visitor has. */
export function isKnown({ any, not, ...tests }: Audience): boolean {
  const names: readonly string[] = KNOWN;
  return (
    Object.keys(tests).every((name) => names.includes(name)) &&
    (any ?? []).every(isKnown) &&
    (not === undefined || isKnown(not))
  );
}
