import { randomUUID } from "node:crypto";
import type { Collector } from "../collector.ts";
import { type Attempt, prepareAttempt } from "./attempt.ts";
import { acquireLease, leaseIdOf, releaseLease } from "./lease.ts";
import { type DueMessages, readDueMessages } from "./messages.ts";
import { type Failure, markFailed, markSent, markTold } from "./outcomes.ts";
import { postToWebhook } from "./post.ts";

/** What serving webhooks works with. */
export type ServeParts = Pick<Collector, "configuration" | "store" | "publicUrl" | "log" | "now">;

/** A webhook that has messages to be sent. */
export interface WebhookPlace {
  site: string;
  webhook: string;
}

/** Messages that one look into the database takes along. */
const BATCH_SIZE = 500;
/** Requests to one webhook in a row; then others with the same address have theirs. */
const MAX_REQUESTS = 200;
/** A lease is renewed after this: with the longest request on top it still holds. */
const RENEW_MS = 20_000;

/**
 * Sends what is due to one address, as far as its limits allow, unless another collector is at it.
 *
 * @param url - the address, which the webhooks at `places` have in common
 * @param places - whose messages are due, in the order in which they are served
 * @param signal - ends the request under way; its messages are sent again later
 */
export async function serveAddress(
  parts: ServeParts,
  url: string,
  places: readonly WebhookPlace[],
  signal: AbortSignal,
): Promise<void> {
  const { store, now } = parts;
  const id = leaseIdOf(url);
  const holder = randomUUID();
  let taken = now();
  if (!(await acquireLease(store.writer, id, holder, taken))) return;
  let waitMs = 0;
  try {
    for (const place of places) {
      let requests = 0;
      while (!waitMs && !signal.aborted && requests < MAX_REQUESTS) {
        if (now().getTime() - taken.getTime() > RENEW_MS) {
          taken = now();
          // A holder that was taken for dead meanwhile has lost its lease.
          if (!(await acquireLease(store.writer, id, holder, taken))) return;
        }
        const sent = await sendNext(parts, url, place, signal);
        if (!sent) break;
        requests += 1;
        waitMs = sent.waitMs;
        if (sent.isTroubled) return;
      }
    }
  } finally {
    await releaseLease(store.writer, id, holder, new Date(now().getTime() + waitMs));
  }
}

/** What a message that another version queued may come to. */
const UNTELLABLE: Failure = { reason: "it cannot be told", isRefused: true, waitMs: 0 };

function tryPrepare(...values: Parameters<typeof prepareAttempt>): Attempt | undefined {
  try {
    return prepareAttempt(...values);
  } catch {
    return undefined;
  }
}

/** What a request means for those after it. */
interface Sent {
  /** Milliseconds before the next request to this address. */
  waitMs: number;
  /** Whether the address has trouble, so that there is no use in going on. */
  isTroubled: boolean;
}

async function sendNext(
  { configuration, store, publicUrl, log, now }: ServeParts,
  url: string,
  place: WebhookPlace,
  signal: AbortSignal,
): Promise<Sent | undefined> {
  // Asked for each time: the configuration may have changed since the last request.
  const { sites, timeZone } = configuration.current;
  const webhook = sites.get(place.site)?.webhooks.find(({ name }) => name === place.webhook);
  if (webhook?.url !== url) return undefined;
  const due: DueMessages = { ...place, now: now() };
  const [first, ...others] = await readDueMessages(store, due, webhook.kind === "json" ? 1 : BATCH_SIZE);
  if (!first) return undefined;
  const frame = { site: place.site, webhook, timeZone, publicUrl, now: due.now };
  // One that cannot be told must not hold up the others: without them it is known.
  const attempt = tryPrepare([first, ...others], frame) ?? tryPrepare([first], frame);
  if (!attempt) {
    await markFailed(store.writer, due, [first.id], UNTELLABLE);
    log.error("webhook", "A message cannot be told.", { ...place, kind: first.kind });
    return { waitMs: 0, isTroubled: false };
  }
  const answer = await postToWebhook(attempt.request, signal);
  if ("reason" in answer && signal.aborted) return undefined;
  const verdict = attempt.verdictOf(answer);
  const fields = { ...place, kind: webhook.kind, messages: attempt.ids.length };
  if (verdict.isSent) {
    const sent = { ...due, now: now() };
    if (attempt.told === undefined) await markSent(store.writer, sent, attempt.ids);
    else await markTold(store.writer, sent, first.id, attempt.told);
    return { waitMs: attempt.gapMs, isTroubled: false };
  }
  const dead = await markFailed(store.writer, due, attempt.ids, verdict);
  log.warn("webhook", "A webhook was not reached or did not take a message.", {
    ...fields,
    reason: verdict.reason,
    attempt: first.attempts + 1,
  });
  if (dead) log.error("webhook", "Messages were given up after three days.", { ...place, messages: dead });
  return { waitMs: Math.max(attempt.gapMs, verdict.waitMs), isTroubled: !verdict.isRefused };
}
