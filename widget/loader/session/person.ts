import type { Manifest, Survey } from "../../manifest/schema.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import type { Traits } from "../askling.ts";

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
  const names = Object.keys(traits).filter((name) => !recordTraits || recordTraits.includes(name));
  if (anonymous || (id === undefined && !names.length)) return undefined;
  const told: Traits = {};
  for (const name of names) {
    // A page may set anything; one value that is no trait must not cost the answer.
    const value: unknown = traits[name];
    if (["string", "number", "boolean"].includes(typeof value)) told[name] = value as Traits[string];
  }
  return { ...(id === undefined ? {} : { id }), traits: told, ...(id === undefined ? {} : proof) };
}
