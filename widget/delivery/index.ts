import { makeIdentifier } from "../loader/identifier.ts";
import {
  createDelivery,
  type Delivery,
  type DeliveryDependencies,
  type DeliveryOptions,
  type Notices,
  type PageDelivery,
} from "./delivery.ts";
import { createPost } from "./post.ts";

export type { Delivery } from "./delivery.ts";

/** How deliveries of a page in a browser are set up. */
export interface PageDeliveryOptions extends DeliveryOptions {
  /** As it was before the page could patch it; default: the page's. */
  fetch?: typeof window.fetch | undefined;
  /** In place of the browser's own. */
  dependencies?: Partial<DeliveryDependencies>;
}

/**
 * Delivers the records of a page in a browser, until `stop`. Records that were kept before are sent within the usual
 * times, at page hide too; `resume` adds what earlier pages left.
 */
export function startDelivery({ fetch, dependencies, ...options }: PageDeliveryOptions): Delivery {
  const delivery = createDelivery(options, {
    now: Date.now,
    random: Math.random,
    monotonic: () => performance.now(),
    post: createPost(fetch),
    online: () => navigator.onLine !== false,
    locks: (navigator as { locks?: LockManager }).locks,
    openNotices,
    makeIdentifier,
    ...dependencies,
  });
  const unwatch = watchPage(delivery, options.changed);
  return {
    ...delivery,
    stop() {
      unwatch();
      delivery.stop();
    },
  };
}

/** Tells delivery what becomes of the page and its connection; returns the function that stops it. */
function watchPage(delivery: PageDelivery, changed: () => void): () => void {
  const cleanups: (() => void)[] = [];
  function listen(target: Document | Window, name: string, listener: (event: Event) => void): void {
    target.addEventListener(name, listener);
    cleanups.push(() => target.removeEventListener(name, listener));
  }
  // Phones often end a hidden page without another event: https://developer.chrome.com/docs/web-platform/page-lifecycle-api
  listen(document, "visibilitychange", () => {
    if (document.hidden) delivery.hide();
  });
  listen(window, "pagehide", () => {
    delivery.hide();
    delivery.suspend();
  });
  listen(window, "pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) void delivery.wake();
  });
  listen(document, "freeze", delivery.suspend);
  listen(document, "resume", () => void delivery.wake());
  listen(window, "online", () => {
    // Requests of the old connection may hang for long.
    void delivery.wake();
    void delivery.flush();
  });
  listen(window, "offline", changed);
  return () => {
    for (const cleanup of cleanups) cleanup();
  };
}

/** Notices by BroadcastChannel. */
function openNotices(name: string, heard: (id: string, rev: number) => void): Notices {
  // Safari before 15.4 has none; there a record may be sent twice, which the collector makes harmless.
  let channel =
    typeof BroadcastChannel === "function" ? new BroadcastChannel(`${name}:delivered`) : undefined;
  if (channel)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      for (const one of Array.isArray(data) ? data : [])
        if (Array.isArray(one)) heard(String(one[0]), Number(one[1]));
    };
  return {
    tell(records) {
      if (records.length) channel?.postMessage(records.map(({ id, rev }) => [id, rev]));
    },
    close() {
      channel?.close();
      channel = undefined;
    },
  };
}
