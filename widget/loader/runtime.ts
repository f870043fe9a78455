import { durationMs } from "../manifest/duration.ts";
import type { Survey } from "../manifest/schema.ts";
import type { Cause, Session, SessionNeeds, Showable } from "../prompt/session.ts";
import type { Person } from "../prompt/showing/person.ts";
import type { Askling, Props } from "./askling.ts";
import { couldShow } from "./eligibility/could-show.ts";
import { refusal } from "./eligibility/judge.ts";
import { isPaceExempt } from "./eligibility/pace.ts";
import { triggersOf } from "./eligibility/triggers-of.ts";
import type { Verdict } from "./eligibility/verdict.ts";
import type { Emitter } from "./emitter.ts";
import { createHearing } from "./event-buffer.ts";
import { whenIdle, whenParsed } from "./idle.ts";
import { createJudge } from "./judging.ts";
import { loadManifest } from "./manifest-source.ts";
import { watchAddress } from "./navigation.ts";
import { onPage } from "./on-page.ts";
import { once } from "./once.ts";
import { createPatterns } from "./patterns.ts";
import { importCheck, importPiece, importPrompt, importSession } from "./pieces.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/fallback-store.ts";
import { RECORD_KEY } from "./store/record-rows.ts";
import { detectSurroundings } from "./surroundings.ts";
import { createVisitor } from "./visitor.ts";

/** Pages patch it, and not always well. */
const firstFetch = fetch;

/** All that runs between a consent and its end. */
export interface Life extends Pick<Askling, "dismiss" | "explain" | "flush" | "pending"> {
  /** @param options - as of `Askling`; the collector's own page also says what it was opened by */
  show(id: string, options?: Parameters<Askling["show"]>[1] & { cause?: Cause }): ReturnType<Askling["show"]>;
  track(name: string, props?: Props): void;
  /** Traits, or who it is, are others than before. */
  meetPerson(): void;
  /** Whoever was here has logged out. */
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
  // A life that has ended writes nothing: its consent may have been withdrawn, and all been erased.
  const store: Store = {
    ...anyStore,
    change: async (key, decide, strict) => {
      if (!stopped) await anyStore.change(key, decide, strict);
    },
  };
  const visitor = createVisitor(store);
  const patterns = createPatterns(emitter);
  const { passesTest } = patterns;
  const judge = createJudge({
    manifest: () => manifest,
    person,
    visitor,
    remembers: () => settings.storage === "memory" || store.durable(),
    surroundings: () => detectSurroundings(settings.locale),
    patterns,
    now,
  });
  const hearing = createHearing(visitor, surveys, {
    judge,
    durationMs,
    passesTest,
    decided,
    debug: !!settings.debug,
    log,
  });
  cleanups.push(hearing.stop);
  const preview = new URLSearchParams(location.search).get("askling_preview");
  let stopped = false;
  let manifest: Awaited<ReturnType<typeof loadManifest>>;
  let running: Session | undefined;
  /** The manifest's text; empty before it can be judged by, and on pages that only preview. */
  let written = "";
  let prepares = false;
  /** What the lack of a connection kept from showing. */
  const stranded = new Map<Survey, Showable>();

  const started = start().catch((error: unknown) => {
    emitter.emit("error", { code: "manifest", message: String(error) });
    // Offline and blocked pages are everyday matters; a wrong address or a broken file is the owner's to know.
    if (!(error instanceof TypeError))
      console.error(`Askling: the manifest cannot be read: ${String(error)}`);
  });

  const pending = async () =>
    [...(await store.entries()).keys()].filter((key) => !key.indexOf(RECORD_KEY)).length;

  async function start(): Promise<void> {
    await whenParsed();
    const waiting = await pending();
    if (stopped) return;
    if (waiting) idle(session);
    manifest = await loadManifest(settings);
    if (stopped || manifest === undefined) return;
    if (preview) {
      await patterns.fetch(JSON.stringify(manifest));
      (await session()).preview(preview);
    } else {
      await turnPage(true);
      if (stopped) return;
      cleanups.push(watchAddress(turnPage));
    }
    emitter.emit("ready");
  }

  /** @param another - whether this is another page, rather than another place in the same one */
  async function turnPage(another: boolean): Promise<void> {
    if (another) {
      const text = JSON.stringify(manifest);
      await patterns.fetch(text);
      written = text;
      await visitor.load();
      // What visits and pages need to be remembered is stored only when the manifest uses it.
      if (/"(?:since|visitor)":|"on":"(?:page|visit)"/.test(written))
        await visitor.change((row) => {
          row.firstAt = row.firstAt || now();
          if (/"on":"page"/.test(written)) row.pages = (row.pages || 0) + 1;
        });
    }
    refresh(another);
  }

  function refresh(anew: boolean): void {
    if (stopped || !written) return;
    const likely = surveys().some(isLikely);
    hearing.refresh(anew, likely || !!settings.debug);
    // A manifest without a list of surveys has something wrong in it that the check will tell.
    if (!prepares && (likely || !Array.isArray(manifest?.surveys))) {
      prepares = true;
      idle(async () => {
        prepares = false;
        await hearing.fetch();
        await (await session()).prepare();
      });
    }
  }

  function isLikely(survey: Survey): boolean {
    try {
      return !!triggersOf(survey).length && couldShow(judge(survey));
    } catch {
      // Broken in a way that the check will tell.
      return true;
    }
  }

  function surveys(): readonly Survey[] {
    return Array.isArray(manifest?.surveys) ? manifest.surveys : [];
  }

  const find = (id: string) => surveys().find((survey) => survey?.id === id);

  function idle(work: () => Promise<unknown>): void {
    cleanups.push(whenIdle(() => void work().catch(() => {})));
  }

  const session = once((before) => importSession(before).then(run));

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
      countsForPace: (survey, waived) => !waived.pace && !isPaceExempt(survey),
      passesTest,
      faultOf: patterns.faultOf,
      importPiece,
      importPrompt,
      fetch: firstFetch,
      importCheck,
      preview,
      strand,
      command,
      log,
    });
    if (stopped) running.stop();
    return running;
  }

  /** A trigger has fired. */
  function decided(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void {
    const fit = !refusal(verdicts);
    if (settings.debug)
      session()
        .then((one) => one.report(survey, cause, verdicts))
        .catch(log);
    if (fit) propose({ survey, cause, waived: {} });
  }

  function propose(what: Showable): void {
    session()
      .then((one) => one.propose(what))
      .catch((error) => {
        log(error);
        strand(what);
      });
  }

  /** What has fired is not lost because a piece could not be fetched: it is proposed again once that can be. */
  function strand(what: Showable): void {
    if (!navigator.onLine) stranded.set(what.survey, what);
  }

  async function reconnect(): Promise<void> {
    await patterns.fetch(written);
    refresh(false);
    const all = [...stranded.values()];
    stranded.clear();
    all.forEach(propose);
  }

  cleanups.push(onPage(["online"], reconnect), onPage(["pointerdown", "keydown", "scroll"], visitor.touch));
  return {
    track: hearing.track,
    async show(id, options) {
      const { into, force = false, cause = { on: "call" } } = options || {};
      await started;
      const survey = find(id);
      if (!survey) return { shown: false, reason: manifest ? "unknown" : "unavailable" };
      const waived = { pace: true, choice: force };
      return session().then(
        (one) => one.present({ survey, cause, waived, into }),
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
    meetPerson: () => refresh(false),
    forgetVisitor: () => void visitor.reset(person.id).then(() => refresh(true)),
    session,
    stop() {
      stopped = true;
      running?.stop();
      for (const cleanup of cleanups) cleanup();
    },
  };
}
