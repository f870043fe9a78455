import { passesTest } from "../manifest/rule.ts";
import type { Survey, Trigger } from "../manifest/schema.ts";
import type { Askling, Props } from "./askling.ts";
import { judgeSurvey, refusal, type Waivers } from "./eligibility/judge.ts";
import { isPaceExempt, judgePace } from "./eligibility/pace.ts";
import type { Verdict } from "./eligibility/verdict.ts";
import type { Emitter } from "./emitter.ts";
import { whenIdle, whenParsed } from "./idle.ts";
import { loadManifest } from "./manifest-source.ts";
import { createReports } from "./moments.ts";
import { once } from "./once.ts";
import type { Store } from "./outbox/ladder.ts";
import { RECORD } from "./outbox/row.ts";
import { importCheck, importPiece, importPrompt, importSession } from "./pieces.ts";
import type { Person } from "./session/person.ts";
import type { Cause, Session, SessionNeeds } from "./session/session.ts";
import type { Settings } from "./settings.ts";
import { detectDevice, detectLocale } from "./surroundings.ts";
import { arm } from "./triggers/arm.ts";
import { createVisitor, ownerOf, type VisitorRow } from "./visitor.ts";

/** All that runs between a consent and its end. */
export interface Life extends Pick<Askling, "show" | "dismiss" | "explain" | "flush" | "pending"> {
  track(name: string, props: Props): void;
  forgetVisitor(): void;
  /** Showing and delivery, fetched at the first call. */
  session(): Promise<Session>;
  stop(): void;
}

/**
 * @param command - runs an API call by name
 * @param log - debug lines
 */
export function beginLife(
  settings: Settings,
  name: string,
  anyStore: Store,
  person: Person,
  emitter: Emitter,
  command: SessionNeeds["command"],
  log: (line: unknown) => void,
): Life {
  const now = Date.now;
  const cleanups: (() => void)[] = [];
  const reports = createReports();
  // A life that has ended writes nothing: its consent may have been withdrawn, and all been erased.
  const store: Store = {
    ...anyStore,
    change: async (key, decide) => {
      if (!stopped) await anyStore.change(key, decide);
    },
  };
  const visitor = createVisitor(store);
  let stopped = false;
  let manifest: Awaited<ReturnType<typeof loadManifest>>;
  let running: Session | undefined;

  const started = start().catch((error: unknown) => {
    emitter.emit("error", { code: "manifest", message: String(error) });
    // Offline and blocked pages are everyday matters; a wrong address or a broken file is the owner's to know.
    if (!(error instanceof TypeError))
      console.error(`Askling: the manifest cannot be read: ${String(error)}`);
  });

  const pending = async () =>
    [...(await store.entries()).keys()].filter((key) => !key.indexOf(RECORD)).length;

  async function start(): Promise<void> {
    await whenParsed();
    await visitor.load();
    const waiting = await pending();
    if (stopped) return;
    if (waiting) idle(session);
    manifest = await loadManifest(settings);
    if (stopped || manifest === undefined) return;
    // What visits need to be remembered is stored only when the manifest uses it.
    if (/"(?:since|visitor)":/.test(JSON.stringify(manifest)))
      await visitor.change((row) => {
        row.firstAt = row.firstAt || now();
      });
    // A manifest without a list of surveys has something wrong in it that the check will tell.
    if (!Array.isArray(manifest?.surveys) || surveys().filter(armSurvey).length)
      idle(async () => (await session()).prepare());
    emitter.emit("ready");
    reports.begin();
  }

  function surveys(): readonly Survey[] {
    return Array.isArray(manifest?.surveys) ? manifest.surveys : [];
  }

  const find = (id: string) => surveys().find((survey) => survey?.id === id);

  function idle(work: () => Promise<unknown>): void {
    cleanups.push(whenIdle(() => void work().catch(() => {})));
  }

  const session = once(() => importSession().then(run));

  function run({ beginSession }: Awaited<ReturnType<typeof importSession>>): Session {
    running = beginSession({
      settings,
      name,
      store,
      person,
      emitter,
      visitor,
      manifest: () => manifest,
      judge,
      paceAllows: (row) => !refusal(judgePace(manifest?.pace, row, now())),
      countsForPace: (survey, waived) => !waived.pace && !isPaceExempt(survey),
      historiesOf,
      passesTest,
      importPiece,
      importPrompt,
      importCheck,
      command,
      log,
    });
    if (stopped) running.stop();
    return running;
  }

  /** Listens to a survey's triggers; says whether it could show on this page. */
  function armSurvey(survey: Survey): boolean {
    try {
      for (const trigger of triggersOf(survey)) {
        const cause = { on: trigger.on, ...(trigger.on === "event" ? { name: trigger.name } : {}) };
        cleanups.push(arm(trigger, (props) => propose(survey, { ...cause, props }), reports));
      }
      // What an event will bring cannot be known yet.
      const open = ([rule, pass]: Verdict) => pass || /^audience\.(?:props|any|not)/.test(rule);
      return !!triggersOf(survey).length && judge(survey).every(open);
    } catch {
      // Broken in a way that the check will tell.
      return true;
    }
  }

  /** A tab is its own trigger: without others it stands from the start. */
  function triggersOf({ triggers, display }: Survey): readonly Trigger[] {
    return triggers || (display?.as === "tab" ? [{ on: "load" }] : []);
  }

  /** A trigger has fired. */
  function propose(survey: Survey, cause: Cause): void {
    const refused = refusal(judge(survey, cause.props));
    log(`${survey.id}: ${cause.on} fired${refused ? `, does not show: ${JSON.stringify(refused)}` : ""}`);
    if (!refused)
      session()
        .then((one) => one.propose({ survey, cause, waived: {} }))
        .catch(log);
  }

  function judge(survey: Survey, props: Props = {}, waived?: Waivers): Verdict[] {
    const row = visitor.row();
    const facts = {
      url: location.href,
      referrer: document.referrer,
      traits: person.traits,
      props,
      device: detectDevice(),
      locale: detectLocale(settings.locale),
      platform: "browser",
      visitorId: visitor.id,
      visitor: row.visits > 1 ? ("returning" as const) : ("new" as const),
      since: now() - (row.firstAt || now()),
    };
    const remembers = settings.storage === "memory" || store.durable();
    const histories = owners().map((owner) => row.histories[owner]?.[survey.id]);
    return judgeSurvey(manifest, survey, { now: now(), remembers, facts, pace: row, histories }, waived);
  }

  /** The visitor, and the user if there is one. */
  const owners = () => [...new Set([undefined, person.id])].map(ownerOf);

  function historiesOf(row: VisitorRow, survey: string) {
    return owners().map((owner) => {
      row.histories[owner] = row.histories[owner] || {};
      const histories = row.histories[owner];
      histories[survey] = histories[survey] || { shown: 0 };
      return histories[survey];
    });
  }

  const touch = () => visitor.touch();
  for (const event of ["pointerdown", "keydown"]) {
    document.addEventListener(event, touch, { passive: true, capture: true });
    cleanups.push(() => document.removeEventListener(event, touch, true));
  }

  return {
    track: reports.track,
    async show(id, options) {
      const { into, force = false } = options || {};
      await started;
      const survey = find(id);
      if (!survey) return { shown: false, reason: manifest ? "unknown" : "unavailable" };
      const waived = { pace: true, choice: force };
      return session().then(
        (one) => one.present({ survey, cause: { on: "call" }, waived, into }),
        () => ({ shown: false, reason: "unavailable" }),
      );
    },
    dismiss: () => running?.dismiss(),
    async explain(id) {
      await started;
      return session()
        .then((one) => one.explain(find(id)))
        .catch((error) => [{ rule: "available", pass: false, detail: String(error) }]);
    },
    flush: () =>
      session().then(
        (one) => one.flush(),
        async () => ({ delivered: 0, pending: await pending() }),
      ),
    pending,
    forgetVisitor: () => void visitor.reset(),
    session,
    stop() {
      stopped = true;
      running?.stop();
      for (const cleanup of cleanups) cleanup();
    },
  };
}
