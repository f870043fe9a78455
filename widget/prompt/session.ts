import { startDelivery } from "../delivery/index.ts";
import { createHosts } from "../host/hosts.ts";
import type { HostAdapter, Props } from "../loader/askling.ts";
import { cleanSettings } from "../loader/clean-settings.ts";
import type { Waivers } from "../loader/eligibility/judge.ts";
import type { RuleVerdict, Verdict } from "../loader/eligibility/verdict.ts";
import type { Emitter } from "../loader/emitter.ts";
import { once } from "../loader/once.ts";
import type { Patterns } from "../loader/patterns.ts";
import type * as Pieces from "../loader/pieces.ts";
import type { Settings } from "../loader/settings.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import { createPageRecords } from "../loader/store/page-records.ts";
import { putRecord } from "../loader/store/record-rows.ts";
import type { Visitor, VisitorRow } from "../loader/visitor.ts";
import { holdsBy, type PassesTest } from "../manifest/rule.ts";
import type { Manifest, Survey } from "../manifest/schema.ts";
import { walk } from "../record/path.ts";
import { prepareRecord } from "../record/prepare-record.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { describeDecision, explainSurvey, explainVerdicts } from "./explain/explain.ts";
import { watchStoppedClicks } from "./explain/stopped-clicks.ts";
import { createStage, type Stage } from "./queue/prompt-slot.ts";
import { createAsked } from "./remote-frequency/remote-frequency.ts";
import { createFaultFinder } from "./showing/faults.ts";
import { sceneOf } from "./showing/looks.ts";
import type { Person } from "./showing/person.ts";
import { forPreview } from "./showing/preview.ts";

export { templateOf } from "../manifest/template.ts";

/** What made a survey show. */
export interface Cause {
  on: SurveyRecord["trigger"]["on"];
  name?: string;
  props?: Props | undefined;
  /** Key of the event that waited for its time; it waits no more once its survey has shown. */
  due?: string | undefined;
  /** Whether the record begins with the first answer: what stands open all day is not shown to anybody yet. */
  quiet?: boolean | undefined;
}

/** One request to show a survey. */
export interface Showable {
  survey: Survey;
  cause: Cause;
  waived: Waivers;
  /** Container, as an element or a selector. */
  into?: string | Element | undefined;
}

/** What the loader lends to a session. */
export interface SessionNeeds {
  settings: Settings;
  /** Of the store; locks carry it. */
  name: string;
  store: Store;
  person: Person;
  emitter: Emitter;
  visitor: Visitor;
  /** As it came; `undefined` before that. */
  manifest(): Manifest | undefined;
  /** @param row - the visitor's memory; default: as this page knows it */
  judge(survey: Survey, props?: Props, waived?: Waivers, row?: VisitorRow): Verdict[];
  /** Whether a showing counts for the pace. */
  countsForPace(survey: Survey, waived: Waivers): boolean;
  /** Judges tests; lent to the prompt as well. */
  passesTest: PassesTest;
  /** What judges patterns; nothing where the manifest has none, or it could not be fetched. */
  faultOf: Patterns["faultOf"];
  importPiece: typeof Pieces.importPiece;
  importPrompt: typeof Pieces.importPrompt;
  importCheck: typeof Pieces.importCheck;
  /** Of the survey that this page only previews: whatever shows, nothing is remembered, kept or sent of it. */
  preview: string | null;
  /** As it was before the page could patch it. */
  fetch: typeof window.fetch;
  /** Told of what could not show because a piece is missing: if that is for want of a connection, it comes again. */
  strand(what: Showable): void;
  /** Runs an API call by name. */
  command(call: string, values: unknown[]): void;
  /** Debug lines. */
  log(line: string): void;
}

/** Showing surveys, keeping what comes of them, delivering it. */
export interface Session extends Stage {
  /** Shows what the owner wants to see, whatever its rules say. */
  preview(id: string): void;
  explain(survey: Survey | undefined): Promise<RuleVerdict[]>;
  /** Says in debug lines what came of a trigger that has fired. */
  report(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void;
  flush(): Promise<{ delivered: number; pending: number }>;
  registerHost(adapter: HostAdapter): void;
  receive(message: string | object): void;
  /** Takes what is open off the page without a word, and sends nothing more. */
  stop(): void;
}

/** Begins to deliver what waits; shows when told to. */
export function beginSession(raw: SessionNeeds): Session {
  const given = { ...raw, settings: cleanSettings(raw.settings) };
  const needs = given.preview ? forPreview(given) : given;
  const { settings, name, store, emitter, visitor } = needs;
  const importPrompt = once(needs.importPrompt);
  const importCheck = once(needs.importCheck);
  const records = createPageRecords(() => performance.now());
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watch of watchers) watch();
  };
  const delivery = startDelivery({
    settings,
    name,
    store,
    records,
    emitter,
    allowed: () => !stopped,
    changed,
    fetch: needs.fetch,
  });
  const unwatch = settings.debug ? watchStoppedClicks(needs.log) : () => {};
  const learnAsked = createAsked(needs);
  const hosts = createHosts(emitter, needs.command);
  let stopped = false;
  let finder: ReturnType<typeof createFaultFinder> | undefined;
  void delivery.resume();

  async function isBroken(survey?: Survey): Promise<boolean> {
    const manifest = needs.manifest() as Manifest;
    finder =
      finder ??
      createFaultFinder(manifest, visitor, importCheck, needs.faultOf, (problem) =>
        needs.log(`ignored: ${problem}`),
      );
    return finder(survey);
  }

  async function keep(record: SurveyRecord): Promise<void> {
    if (needs.preview) return;
    const given = prepareRecord(record, settings.beforeSend, (error) =>
      emitter.emit("error", { code: "beforeSend", message: String(error) }),
    );
    if (!given) return delivery.drop(record);
    records.note(given);
    await putRecord(store, given);
    emitter.emit("saved", { record: given });
    delivery.kept(given);
  }

  const stage = createStage({ ...needs, importPrompt }, isBroken, learnAsked, {
    keep,
    watch(listener) {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    // Without an endpoint nothing is ever on its way, and there is nothing to tell.
    status: (id) => (settings.endpoint ? delivery.status(id) : "delivered"),
  });

  return {
    ...stage,
    preview(id) {
      const survey = needs.manifest()?.surveys?.find((one) => one?.id === id);
      if (survey) void stage.present({ survey, cause: { on: "call" }, waived: { pace: true, choice: true } });
      else console.error(`Askling: there is no survey ${JSON.stringify(id)} to preview`);
    },
    async explain(survey) {
      if (!survey)
        return explainVerdicts([["known", false, needs.manifest() ? "no such survey" : "no manifest"]]);
      const broken = await isBroken(survey);
      if (broken) return explainVerdicts([["valid", false, false, true]]);
      await learnAsked();
      await visitor.load();
      return explainSurvey(survey, needs.judge(survey), visitor.row(), {
        busy: stage.isTaken(),
        applies:
          walk(survey.questions, new Map(), holdsBy(needs.passesTest), {
            traits: needs.person.traits,
            props: {},
          }).path.length > 0,
        contained: survey.display?.as === "inline" && !!sceneOf(needs, { survey }).into,
      });
    },
    report: (survey, cause, verdicts) => needs.log(describeDecision(survey, cause, verdicts)),
    flush: delivery.flush,
    registerHost: hosts.register,
    receive: hosts.receive,
    stop() {
      stopped = true;
      stage.stop();
      delivery.stop();
      unwatch();
    },
  };
}
