import { createNotices } from "./notices.ts";
import { createPost, type Post } from "./post.ts";

/** What delivery uses of the browser, each with the browser's own as its default. */
export interface DeliveryEdges {
  now?: () => number;
  random?: () => number;
  /** Milliseconds by a clock that nobody sets. */
  monotonic?: () => number;
  post?: Post;
  online?: () => boolean;
  locks?: LockManager | undefined;
  openNotices?: typeof createNotices | undefined;
}

export function completeEdges({
  now = Date.now,
  random = Math.random,
  monotonic = () => performance.now(),
  post = createPost(),
  online = () => navigator.onLine !== false,
  // Missing on plain http, and before Safari 15.4.
  locks = (navigator as { locks?: LockManager }).locks,
  openNotices = createNotices,
}: DeliveryEdges) {
  return { now, random, monotonic, post, online, locks, openNotices };
}
