import type { Surroundings } from "../../loader/surroundings.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import { boundAddress, originOf } from "../../record/address.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import type { Cause } from "../needs.ts";
import type { Origin } from "./impression.ts";
import { describePerson, type Person } from "./person.ts";
import { plainValues } from "./plain-values.ts";

/** What a showing's origin is told of. */
export interface OriginFacts {
  manifest: Manifest;
  survey: Survey;
  person: Person;
  /** The visitor's random id; asked for only where the record tells it. */
  visitorId(): string;
  surroundings: Surroundings;
  cause: Cause;
}

/** Everything a record tells beside the answers. */
export function describeOrigin({ cause: { on, name, props }, ...facts }: OriginFacts): Origin {
  const { manifest, survey, person, surroundings, visitorId } = facts;
  const { locale, platform, device } = surroundings;
  const user = describePerson(person, manifest, survey);
  const page = describePage(manifest, survey, surroundings);
  return {
    trigger: {
      on,
      ...(name === undefined ? {} : { name }),
      ...(on === "event" || on === "link" ? { props: plainValues(props) } : {}),
    },
    ...(survey.anonymous ? {} : { visitor: visitorId() }),
    ...(user ? { user } : {}),
    ...(page ? { page } : {}),
    locale: locale.slice(0, 50),
    platform,
    device,
  };
}

/** The page as a record tells it: without query and hash unless the manifest keeps them. */
function describePage(
  { keepQuery }: Manifest,
  { page }: Survey,
  { url, referrer }: Surroundings,
): SurveyRecord["page"] | undefined {
  if (page === "none") return undefined;
  const tell = (address: string) =>
    page === "origin" ? originOf(address) : boundAddress(keepQuery ? address : address.replace(/[?#].*/, ""));
  return { url: tell(url), referrer: tell(referrer) };
}
