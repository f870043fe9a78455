import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { Case } from "../../answers/cases.ts";
import type { Api } from "../api.ts";
import type { Edges } from "../edges.ts";

/** Whether what is shown keeps up with what comes in. */
export type Liveness = "connecting" | "live" | "lost";

/** What is told of what comes in. */
export interface LiveHandlers {
  /** The stream has begun; what came in just before it, while everything else was fetched, may be missing. */
  opened(): void;
  /** Something may have come in meanwhile: everything is to be looked at again. */
  missed(): void;
  record(): void;
  case(changed: Case): void;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** Follows the stream of a site, gets it back when it is lost, and has everything looked at now and then meanwhile. */
export function createLive(
  api: Api,
  edges: Pick<Edges, "listen" | "later">,
  site: ReadonlySignal<string>,
  handlers: LiveHandlers,
): ReadonlySignal<Liveness> {
  const state = signal<Liveness>("connecting");
  effect(() => {
    const key = site.value;
    if (!key) return;
    let stop = () => {};
    let callOff: (() => void) | undefined;
    let pause = FIRST_PAUSE_MS;
    let wasLost = false;
    let hasGivenUp = false;
    const lookLater = () => {
      if (callOff) return;
      callOff = edges.later(pause, () => {
        callOff = undefined;
        // A token that was taken away shows here.
        handlers.missed();
        if (hasGivenUp) open();
        lookLater();
      });
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    };
    const open = () => {
      hasGivenUp = false;
      stop = edges.listen(api.address("v1/stream", { key }), {
        opened() {
          state.value = "live";
          callOff?.();
          callOff = undefined;
          pause = FIRST_PAUSE_MS;
          if (wasLost) handlers.missed();
          else handlers.opened();
          wasLost = false;
        },
        lost(final) {
          state.value = "lost";
          wasLost = true;
          // Else the browser tries again by itself, perhaps for ever: some proxies let no stream through.
          hasGivenUp = final;
          lookLater();
        },
        event(name, data) {
          if (name === "record") return handlers.record();
          const parsed = Case.safeParse(JSON.parse(data));
          if (parsed.success) handlers.case(parsed.data);
        },
      });
    };
    state.value = "connecting";
    open();
    return () => {
      stop();
      callOff?.();
    };
  });
  return state;
}
