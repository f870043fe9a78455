import type { Traits } from "../../loader/askling.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import { plainValues } from "./plain-values.ts";

/** Who the page says is there. Lives as long as the page: pages say it anew. */
export interface Person {
  id?: string | undefined;
  traits: Traits;
  proof?: { signature: string; expires: number } | undefined;
}

/** The person as a record tells them; nothing for anonymous surveys and strangers. */
export function describePerson(
  { id, traits, proof }: Person,
  { recordTraits }: Manifest,
  { anonymous }: Survey,
): SurveyRecord["user"] | undefined {
  const told = plainValues(traits);
  for (const name of Object.keys(told)) if (recordTraits && !recordTraits.includes(name)) delete told[name];
  if (anonymous || (id === undefined && !Object.keys(told).length)) return undefined;
  return {
    ...(id === undefined ? {} : { id }),
    traits: told,
    ...(id === undefined ? {} : plainValues({ ...proof })),
  };
}
