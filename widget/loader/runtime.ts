import type * as DeliveryPiece from "../delivery/index.ts";
import type { Survey } from "../manifest/schema.ts";
import type * as PromptPiece from "../prompt/index.ts";
import type { Cause, Prompts } from "../prompt/needs.ts";
import type { Person } from "../prompt/showing/person.ts";
import type { Askling, Props } from "./askling.ts";
import { couldShow } from "./eligibility/could-show.ts";
import { triggersOf } from "./eligibility/triggers-of.ts";
import type { Emitter } from "./emitter.ts";
import { createEventBuffer } from "./event-buffer.ts";
import { whenIdle, whenParsed } from "./idle.ts";
import { createJudge } from "./judging.ts";
import { loadManifest } from "./manifest-source.ts";
import { watchAddress } from "./navigation.ts";
import { onPage } from "./on-page.ts";
import { once } from "./once.ts";
import { createPatterns } from "./patterns.ts";
import { importPiece } from "./pieces.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/fallback-store.ts";
import { RECORD_KEY } from "./store/record-rows.ts";
import { detectSurroundings } from "./surroundings.ts";
import { createVisitor } from "./visitor.ts";

/** Pages patch it, and not always well. */
const firstFetch = fetch;

/** All that runs between a consent and its end. */
export interface Runtime extends Pick<Askling, "dismiss" | "explain" | "flush" | "pending"> {
  /** @param options - as of `Askling`; the collector's own page also says what it was opened by */
  show(id: string, options?: Parameters<Askling["show"]>[1] & { cause?: Cause }): ReturnType<Askling["show"]>;
  track(name: string, props?: Props): void;
  /** Traits, or who it is, are others than before. */
  meetPerson(): void;
  /** The user has logged out. */
  forgetVisitor(): void;
  stop(): void;
}

/** What one runtime is made of. */
export interface RuntimeNeeds {
  settings: Settings;
  /** Of the store; locks carry it. */
  name: string;
  store: Store;
  person: Person;
  emitter: Emitter;
  /** Debug lines. */
  log(line: unknown): void;
}

export function startRuntime({ settings, name, store: outer, person, emitter, log }: RuntimeNeeds): Runtime {
  const now = Date.now;
  const cleanups: (() => void)[] = [];
  // A runtime that has ended writes nothing: its consent may have been withdrawn, and all been erased.
  const store: Store = {
    ...outer,
    change: async (key, decide, strict) => {
      if (!stopped) await outer.change(key, decide, strict);
    },
  };
  const visitor = createVisitor(store);
  const patterns = createPatterns(emitter);
  const judge = createJudge({
    manifest: () => manifest,
    person,
    visitor,
    remembers: () => settings.storage === "memory" || store.durable(),
    surroundings: () => detectSurroundings(settings.locale),
    patterns,
    now,
  });
  const events = createEventBuffer(visitor, surveys, () => void startPrompts().catch(log));
  const preview = new URLSearchParams(location.search).get("askling_preview");
  let stopped = false;
  let manifest: Awaited<ReturnType<typeof loadManifest>>;
  let prompts: Prompts | undefined;
  let delivery: DeliveryPiece.BrowserDelivery | undefined;
  /** The manifest's text; empty before it can be judged by, and on pages that only preview. */
  let written = "";
  let prepares = false;

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
    if (waiting) idle(startDelivery);
    manifest = await loadManifest(settings);
    if (stopped || manifest === undefined) return;
    if (preview) {
      await patterns.fetch(JSON.stringify(manifest));
      (await startPrompts()).preview(preview);
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
    // A survey file without a list of surveys has something wrong in it that the check will tell.
    const likely = surveys().some(isLikely) || settings.debug || !Array.isArray(manifest?.surveys);
    events.refresh(likely);
    if (prompts) prompts.refresh(anew);
    if (likely && !prepares) {
      prepares = true;
      idle(async () => {
        prepares = false;
        await (await startPrompts()).prepare();
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

  const startPrompts = once(async () => {
    const piece = await importPiece<typeof PromptPiece>("prompt");
    const begun = await piece.startPrompts({
      settings,
      name,
      store,
      delivery: startDelivery,
      person,
      emitter,
      visitor,
      manifest: () => manifest,
      surveys,
      judge,
      patterns,
      importPiece,
      noted: events.noted,
      preview,
      log,
    });
    prompts = begun;
    if (stopped) begun.stop();
    else if (written) {
      begun.refresh(true);
      events.release(begun.track);
    }
    return begun;
  });

  const startDelivery = once(async () => {
    const piece = await importPiece<typeof DeliveryPiece>("delivery");
    const begun = piece.startDelivery({
      settings,
      name,
      store,
      emitter,
      allowed: () => !stopped,
      changed: () => prompts?.deliveryChanged(),
      fetch: firstFetch,
    });
    delivery = begun;
    if (stopped) begun.stop();
    else void begun.resume();
    return begun;
  });

  async function reconnect(): Promise<void> {
    await patterns.fetch(written);
    refresh(false);
    // What could not be fetched without a connection may be by now.
    if (!delivery && (await pending())) void startDelivery().catch(log);
  }

  cleanups.push(onPage(["online"], reconnect), onPage(["pointerdown", "keydown", "scroll"], visitor.touch));
  return {
    track(event, props) {
      if (prompts) prompts.track(event, props);
      else events.track(event, props);
    },
    async show(id, options) {
      const { into, force = false, cause = { on: "call" } } = options || {};
      await started;
      const survey = find(id);
      if (!survey) return { shown: false, reason: manifest ? "unknown" : "unavailable" };
      const waived = { pace: true, skipTargeting: force };
      return startPrompts().then(
        (one) => one.present({ survey, cause, waived, into }),
        () => ({ shown: false, reason: "unavailable" }),
      );
    },
    dismiss: () => prompts?.dismiss(),
    async explain(id) {
      await started;
      return startPrompts()
        .then((one) => one.explain(find(id)))
        .catch((error) => [{ rule: "available", pass: false, detail: String(error) }]);
    },
    flush: () =>
      startDelivery().then(
        (one) => one.flush(),
        async () => ({ delivered: 0, pending: await pending() }),
      ),
    pending,
    meetPerson: () => refresh(false),
    forgetVisitor: () => void visitor.reset(person.id).then(() => refresh(true)),
    stop() {
      stopped = true;
      prompts?.stop();
      delivery?.stop();
      for (const cleanup of cleanups) cleanup();
    },
  };
}
