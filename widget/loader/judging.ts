import type { Manifest, Survey } from "../manifest/schema.ts";
import type { Person } from "../prompt/showing/person.ts";
import type { Props } from "./askling.ts";
import type { AudienceFacts } from "./eligibility/audience.ts";
import { judgeSurvey, type Waivers } from "./eligibility/judge.ts";
import type { Verdict } from "./eligibility/verdict.ts";
import type { Patterns } from "./patterns.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/fallback-store.ts";
import { detectDevice, detectLocale } from "./surroundings.ts";
import { ownerOf, type Visitor, type VisitorRow } from "./visitor.ts";

/** Judges surveys by what is so at this moment. */
export interface Judge {
  /** @param row - the visitor's memory; default: as this page knows it */
  judge(survey: Survey, props?: Props, waived?: Waivers, row?: VisitorRow): Verdict[];
}

export function createJudge(
  settings: Settings,
  person: Person,
  visitor: Visitor,
  store: Store,
  manifest: () => Manifest | undefined,
  now: () => number,
  { passesTest, missing }: Pick<Patterns, "passesTest" | "missing">,
): Judge {
  let page: Omit<AudienceFacts, "props" | "visitor" | "since"> | undefined;

  /** What a moment has in common for all surveys; a thousand may be judged at once. */
  function describePage() {
    if (!page) {
      page = {
        passesTest,
        url: location.href,
        referrer: document.referrer,
        traits: person.traits,
        device: detectDevice(),
        locale: detectLocale(settings.locale),
        platform: "browser",
        visitorId: visitor.id,
      };
      void Promise.resolve().then(() => {
        page = undefined;
      });
    }
    return page;
  }

  return {
    judge(survey, props = {}, waived, row = visitor.row()) {
      if (missing(survey)) return [["unavailable", false, "what matches patterns cannot be fetched"]];
      const facts: AudienceFacts = {
        ...describePage(),
        props,
        visitor: row.visits > 1 ? "returning" : "new",
        since: now() - (row.firstAt || now()),
      };
      const remembers = settings.storage === "memory" || store.durable();
      // The visitor's, and the user's if there is one.
      const histories = [undefined, person.id].map((user) => row.histories[ownerOf(user)]?.[survey.id]);
      return judgeSurvey(manifest(), survey, { now: now(), remembers, facts, pace: row, histories }, waived);
    },
  };
}
