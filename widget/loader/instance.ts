import type * as HostPiece from "../host/hosts.ts";
import type { Person } from "../prompt/showing/person.ts";
import type { Askling, Props } from "./askling.ts";
import { createEmitter } from "./emitter.ts";
import { hash } from "./hash.ts";
import { once } from "./once.ts";
import { importPiece } from "./pieces.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import type { Settings } from "./settings.ts";
import { createFallbackStore } from "./store/fallback-store.ts";
import { indexedDbBackend } from "./store/indexed-db.ts";
import { localStorageBackend, memoryBackend } from "./store/storage-backends.ts";

/** Calls that wait for consent, at most. */
const MAX_WAITING = 100;

/**
 * One widget.
 *
 * @param destroyed - called once it is gone, to remove what its maker made
 */
export function createInstance(settings: Settings, destroyed: () => void = () => {}): Askling {
  // Instances share storage only with equal key and endpoint.
  const name = `askling-${hash(JSON.stringify([settings.key, settings.endpoint])).toString(36)}`;
  const log = (line: unknown) => {
    if (settings.debug) console.log(`[askling] ${line}`);
  };
  const emitter = createEmitter();
  const store = createFallbackStore(
    settings.storage === "memory"
      ? [memoryBackend()]
      : [indexedDbBackend(name), localStorageBackend(name), memoryBackend()],
  );
  const person: Person = { traits: { ...settings.traits } };
  const getHosts = once(async () =>
    (await importPiece<typeof HostPiece>("host")).createHosts(emitter, command),
  );
  let waiting: (() => void)[] | undefined = settings.consent === "pending" ? [] : undefined;
  let runtime: Runtime | undefined;
  let channel: BroadcastChannel | undefined;
  // On a server there is no respondent.
  let gone = typeof document === "undefined";
  if (!gone)
    attempt(() => {
      // A withdrawal counts in every tab.
      channel = new BroadcastChannel(name);
      channel.onmessage = withdraw;
    });

  function begin(): void {
    if (!gone) runtime = startRuntime({ settings, name, store, person, emitter, log });
  }

  function end(): void {
    waiting = undefined;
    if (runtime) runtime.stop();
    runtime = undefined;
  }

  function withdraw(): void {
    end();
    forgetPerson();
    void store.clear();
  }

  function forgetPerson(): void {
    person.traits = {};
    delete person.id;
    delete person.proof;
  }

  /** Makes a call harmless: with consent it runs, while that is pending it waits, and it never throws. */
  function guard<Values extends unknown[]>(run: (running: Runtime, ...values: Values) => void) {
    const call = (...values: Values): void => {
      if (runtime) attempt(() => run(runtime as Runtime, ...values));
      else if (waiting && waiting.length < MAX_WAITING) waiting.push(() => call(...values));
    };
    return call;
  }

  /** The same for a call that is about apps around a webview. */
  const toHosts = <Call extends keyof HostPiece.Hosts>(call: Call) =>
    guard((_running, value: Parameters<HostPiece.Hosts[Call]>[0]) => {
      getHosts()
        .then((hosts) => hosts[call](value as never))
        .catch(log);
    });

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      log(error);
    }
  }

  /** Runs a call by name, as `push` and hosts give it. */
  function command(call: unknown, values: unknown[]): void {
    if (call === "init") console.warn("Askling: a further init is ignored");
    attempt(
      () =>
        void (askling as unknown as Record<string, (...all: unknown[]) => void>)[String(call)]?.(...values),
    );
  }

  const askling: Askling = {
    version: __VERSION__,
    track: guard((running, event: string, props?: Props) => running.track(String(event), props)),
    identify: guard((running, userId: string, traits?: object, proof?: Person["proof"]) => {
      if (!userId) return;
      const id = String(userId);
      // What was said of another user does not go for this one.
      if (person.id && person.id !== id) forgetPerson();
      person.id = id;
      person.proof = proof && { signature: proof.signature, expires: proof.expires };
      person.traits = { ...person.traits, ...traits };
      running.meetPerson();
    }),
    setTraits: guard((running, traits: object) => {
      person.traits = { ...person.traits, ...traits };
      running.meetPerson();
    }),
    reset: guard((running) => {
      running.forgetVisitor();
      forgetPerson();
    }),
    show: async (id, options) =>
      runtime ? runtime.show(String(id), options) : { shown: false, reason: "consent" },
    dismiss: () => void runtime?.dismiss(),
    explain: async (id) =>
      runtime
        ? runtime.explain(String(id))
        : [{ rule: "consent", pass: false, detail: "consent is not granted" }],
    on: emitter.on,
    flush: async () => (runtime ? runtime.flush() : { delivered: 0, pending: 0 }),
    pending: async () => (runtime ? runtime.pending() : 0),
    setConsent(granted) {
      if (gone) return;
      if (!granted) {
        withdraw();
        if (channel) channel.postMessage(0);
      } else if (!runtime) {
        const calls = waiting || [];
        waiting = undefined;
        begin();
        for (const call of calls) call();
      }
    },
    registerHost: toHosts("register"),
    receive: toHosts("receive"),
    push(...calls) {
      for (const call of calls) if (Array.isArray(call)) command(call[0], call.slice(1));
    },
    destroy() {
      gone = true;
      end();
      if (channel) channel.close();
      store.close();
      destroyed();
    },
  };
  // A choice that cannot be read must not count as given.
  if ((settings.consent ?? "granted") === "granted") begin();
  return askling;
}
