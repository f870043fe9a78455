import type { SurveyHistory } from "../../widget/loader/eligibility/frequency.ts";
import { judgeSurvey } from "../../widget/loader/eligibility/judge.ts";
import { isPaceExempt } from "../../widget/loader/eligibility/pace.ts";
import { triggersOf } from "../../widget/loader/eligibility/triggers-of.ts";
import { durationMs } from "../../widget/manifest/duration.ts";
import { passesTest } from "../../widget/manifest/rule-with-patterns.ts";
import type { Audience, Manifest, Survey, Trigger } from "../../widget/manifest/schema.ts";
import type { Assumptions } from "./assumptions.ts";

const DAY = 86_400_000;
const PAGE_MS = 60_000;

/** An event that waits for its time. */
interface Waiting {
  survey: Survey;
  at: number;
  until: number;
}

/** One visitor of a simulation. */
interface SimulatedVisitor {
  id: string;
  /** When the first day begins, milliseconds since 1970. */
  start: number;
  /** Numbers from 0 (inclusive) to 1 (exclusive). */
  random(): number;
  /** Told of every prompt. */
  shown(survey: Survey): void;
}

/** Plays one visitor from the first visit to the last day; calls `shown` for every prompt. */
export function playVisitor(
  manifest: Manifest,
  { days, visitEvery, pages, answered, dismissed, chances }: Assumptions,
  { id, start, random, shown }: SimulatedVisitor,
): void {
  const end = start + days * DAY;
  const histories = new Map<string, SurveyHistory>();
  const pace = { promptedAt: 0, prompts: 0 };
  const surveys = [...manifest.surveys]
    .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0))
    .map((survey) => ({ ...survey, audience: knownAudience(survey.audience ?? {}) }));
  let waiting: Waiting[] = [];
  // Gaps between visits are exponential, so the first one is as far away as any other.
  const gap = () => Math.max(0.05, -Math.log(1 - random()) * visitEvery) * DAY;
  let visits = 0;
  let firstAt = 0;

  function fires(trigger: Trigger, page: number): boolean {
    if (trigger.on === "load") return true;
    if (trigger.on === "page") return page >= trigger.count;
    if (trigger.on === "visit") return visits >= trigger.count;
    return random() < chances[trigger.on];
  }

  function show(survey: Survey, now: number): void {
    const history: SurveyHistory = { ...(histories.get(survey.id) ?? { shown: 0 }), shownAt: now };
    history.shown += 1;
    const fate = random();
    if (fate < answered) history.answeredAt = now + 1;
    else if (fate < answered + dismissed) history.dismissedAt = now + 1;
    histories.set(survey.id, history);
    waiting = waiting.filter((one) => one.survey !== survey);
    if (!isPaceExempt(survey)) {
      pace.promptedAt = now;
      pace.prompts += 1;
    }
    shown(survey);
  }

  function playPage(page: number, now: number): void {
    for (const survey of surveys) {
      let fired = waiting.some((one) => one.survey === survey && one.at <= now && one.until >= now);
      for (const trigger of triggersOf(survey)) {
        if (!fires(trigger, page)) continue;
        const wait = trigger.on === "event" ? durationMs(trigger.after) : 0;
        if (wait < PAGE_MS) fired = true;
        else if (trigger.on === "event")
          waiting.push({ survey, at: now + wait, until: now + wait + durationMs(trigger.within, "7d") });
      }
      if (!fired) continue;
      const facts = {
        passesTest,
        url: "",
        referrer: "",
        traits: {},
        props: {},
        device: "desktop",
        locale: "en",
        platform: "browser",
        visitorId: () => id,
        visitor: visits > 1 ? ("returning" as const) : ("new" as const),
        since: now - firstAt,
      };
      const circumstances = { now, remembers: true, facts, pace, histories: [histories.get(survey.id)] };
      if (judgeSurvey(manifest, survey, circumstances).every(([, pass]) => pass)) show(survey, now);
    }
  }

  for (let now = start + gap(); now < end; now += gap()) {
    visits += 1;
    firstAt = firstAt || now;
    pace.prompts = 0;
    waiting = waiting.filter(({ until }) => until >= now);
    // The same mean as asked for, with at least one page.
    const count = 1 + Math.floor(-Math.log(1 - random()) / Math.log(1 + 1 / Math.max(pages - 1, 0.001)));
    for (let page = 1; page <= count; page++) playPage(page, now + (page - 1) * PAGE_MS);
  }
}

/** What a simulated visitor has. */
const KNOWN = ["visitor", "since", "sample"] as const;

/**
 * The part of an audience that can be tested without a page and a person; of the rest everybody is taken to
 * fit, so that a simulation tells the most prompts there can be.
 */
function knownAudience(audience: Audience): Audience {
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
