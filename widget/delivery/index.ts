import { makeIdentifier } from "../loader/identifier.ts";
import type { PageRecords } from "../loader/store/page-records.ts";
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

/** Delivery of a page in a browser. */
export interface BrowserDelivery extends Delivery {
  /** Takes the page's own records, which begin with its first prompt. */
  use(records: PageRecords): void;
}

/** A page before its first prompt. */
const NO_RECORDS: PageRecords = {
  note() {},
  has: () => false,
  all: () => [],
  done() {},
  ageMs: () => undefined,
  unchangedMs: () => 0,
};

/** How deliveries of a page in a browser are set up. */
export interface PageDeliveryOptions extends Omit<DeliveryOptions, "records"> {
  /** Default: none before `use`. */
  records?: PageRecords;
  /** As it was before the page could patch it; default: the page's. */
  fetch?: typeof window.fetch | undefined;
  /** In place of the browser's own. */
  dependencies?: Partial<DeliveryDependencies>;
}

/**
 * Delivers the records of a page in a browser, until `stop`. Records that were kept before are sent within the usual
 * times, at page hide too; `resume` adds what earlier pages left.
 */
export function startDelivery({
  fetch,
  dependencies,
  records: given = NO_RECORDS,
  ...options
}: PageDeliveryOptions): BrowserDelivery {
  let records = given;
  const ofPage: PageRecords = {
    note: (record) => records.note(record),
    has: (id) => records.has(id),
    all: () => records.all(),
    done: (id, rev) => records.done(id, rev),
    ageMs: (id) => records.ageMs(id),
    unchangedMs: (id) => records.unchangedMs(id),
  };
  const delivery = createDelivery(
    { ...options, records: ofPage },
    {
      now: Date.now,
      random: Math.random,
      monotonic: () => performance.now(),
      post: createPost(fetch),
      online: () => navigator.onLine !== false,
      locks: (navigator as { locks?: LockManager }).locks,
      openNotices,
      makeIdentifier,
      ...dependencies,
    },
  );
  const unwatch = watchPage(delivery, options.changed);
  return {
    ...delivery,
    use(own) {
      records = own;
    },
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
