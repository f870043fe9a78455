import type { CDPSession } from "playwright-core";
import type { Transfer } from "./results.ts";

/** What a page fetches. */
export interface Network {
  /** All requests so far but the page's own, oldest first. */
  transfers(): Transfer[];
  /** Milliseconds since the last request ended; 0 while one waits for its answer. */
  quietFor(): number;
}

/** Watches what a page fetches, from before it is opened. */
export async function watchNetwork(session: CDPSession, pageUrl: string): Promise<Network> {
  const transfers = new Map<string, Transfer>();
  let last = performance.now();
  const note = (id: string, more: Partial<Transfer>) => {
    last = performance.now();
    const known = transfers.get(id);
    if (known) Object.assign(known, more);
  };
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    last = performance.now();
    if (request.url !== pageUrl && !request.url.endsWith("/favicon.ico"))
      transfers.set(requestId, { url: request.url, bytes: 0 });
  });
  // Chromium gives seconds of the same clock as its traces use.
  session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) =>
    note(requestId, { bytes: encodedDataLength, finished: timestamp * 1_000 }),
  );
  session.on("Network.loadingFailed", ({ requestId, timestamp }) =>
    note(requestId, { finished: timestamp * 1_000 }),
  );
  await session.send("Network.enable");
  const all = () => [...transfers.values()];
  const waits = () => all().some(({ finished }) => finished === undefined);
  return { transfers: all, quietFor: () => (waits() ? 0 : performance.now() - last) };
}
