import type { Settings } from "../../loader/settings.ts";
import { detectDevice, detectLocale } from "../../loader/surroundings.ts";
import type { Visitor } from "../../loader/visitor.ts";
import type { Manifest, Survey } from "../../manifest/schema.ts";
import { boundAddress, originOf } from "../../record/address.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import type { Cause } from "../session.ts";
import type { Origin } from "./impression.ts";
import { describePerson, type Person } from "./person.ts";
import { plainValues } from "./plain-values.ts";

/** Everything a record tells beside the answers. */
export function describeOrigin(
  settings: Settings,
  manifest: Manifest,
  survey: Survey,
  person: Person,
  visitor: Visitor,
  { on, name, props }: Cause,
): Origin {
  const user = describePerson(person, manifest, survey);
  const page = describePage(manifest, survey);
  return {
    trigger: {
      on,
      ...(name === undefined ? {} : { name }),
      ...(on === "event" || on === "link" ? { props: plainValues(props) } : {}),
    },
    ...(survey.anonymous ? {} : { visitor: visitor.id() }),
    ...(user ? { user } : {}),
    ...(page ? { page } : {}),
    locale: detectLocale(settings.locale).slice(0, 50),
    platform: "browser",
    device: detectDevice(),
  };
}

/** The page as a record tells it: without query and hash unless the manifest keeps them. */
function describePage({ keepQuery }: Manifest, { page }: Survey): SurveyRecord["page"] | undefined {
  if (page === "none") return undefined;
  const tell = (address: string) =>
    page === "origin" ? originOf(address) : boundAddress(keepQuery ? address : address.replace(/[?#].*/, ""));
  return { url: tell(location.href), referrer: tell(document.referrer) };
}
