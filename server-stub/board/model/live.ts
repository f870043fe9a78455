import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { Case } from "../../answers/cases.ts";
import { type Api, parseJson } from "../api.ts";
import type { BrowserDependencies } from "../browser.ts";
import { repeat } from "./timers.ts";

/** Whether what is shown keeps up with what comes in. */
export type Liveness = "connecting" | "live" | "lost";

/** What is told of what comes in. */
export interface LiveHandlers {
  /** The stream has begun; what came in just before it, while everything else was fetched, may be missing. */
  opened(): void;
  /** Something may have come in meanwhile: everything is to be fetched again. */
  missed(): void;
  record(): void;
  case(changed: Case): void;
}

const FIRST_POLL_MS = 2_000;
const MAX_POLL_INTERVAL_MS = 60_000;

/**
 * Follows the stream of a site. While the stream is lost, it polls, more and more slowly, and opens the stream again
 * where the browser does not.
 *
 * @param site - key of the site; empty: there is nothing to follow
 */
export function createLive(
  api: Pick<Api, "address">,
  browser: Pick<BrowserDependencies, "listen" | "later">,
  site: ReadonlySignal<string>,
  handlers: LiveHandlers,
): ReadonlySignal<Liveness> {
  const state = signal<Liveness>("connecting");
  effect(() => {
    const key = site.value;
    if (!key) return;
    let closeStream = () => {};
    let stopPolling: (() => void) | undefined;
    let wasLost = false;
    let isClosed = false;
    const poll = () => {
      let nextMs = FIRST_POLL_MS;
      const pauseMs = () => {
        const pause = nextMs;
        nextMs = Math.min(MAX_POLL_INTERVAL_MS, 2 * nextMs);
        return pause;
      };
      stopPolling ??= repeat(browser.later, pauseMs, () => {
        // A token that was taken away shows here.
        handlers.missed();
        if (isClosed) openStream();
      });
    };
    const openStream = () => {
      isClosed = false;
      closeStream = browser.listen(api.address("v1/stream", { key }), {
        opened() {
          state.value = "live";
          stopPolling?.();
          stopPolling = undefined;
          if (wasLost) handlers.missed();
          else handlers.opened();
          wasLost = false;
        },
        lost(final) {
          state.value = "lost";
          wasLost = true;
          // Else the browser tries again by itself, perhaps for ever: some proxies let no stream through.
          isClosed = final;
          poll();
        },
        event(name, data) {
          if (name === "record") return handlers.record();
          const parsed = Case.safeParse(parseJson(data));
          if (parsed.success) handlers.case(parsed.data);
        },
      });
    };
    state.value = "connecting";
    openStream();
    return () => {
      closeStream();
      stopPolling?.();
    };
  });
  return state;
}
