import { describeFailure } from "../log.ts";
import { type Job, startRepeating } from "../repeat.ts";
import { readDueWebhooks } from "./messages.ts";
import { hurryWaiting, markGone } from "./outcomes.ts";
import { type ServeParts, serveAddress, type WebhookPlace } from "./serveAddress.ts";

const POLL_INTERVAL_MS = 1_000;
/** Collectors read a changed configuration within this, each in its own time: one that does not know a webhook may be late. */
const UNKNOWN_MS = 60_000;
/** What is under way when the collector stops has this long to come to an end. */
const STOP_TIMEOUT_MS = 3_000;

/**
 * Looks every second for messages to be sent, at first also for those whose next attempt is some time away. Each
 * address has its own sender, so that one that does not answer holds up no other.
 */
export function startDelivery(parts: ServeParts): Job {
  const { log } = parts;
  const senders = new Map<string, Promise<void>>();
  const halt = new AbortController();
  const unknown = new Map<string, number>();

  let isFirst = true;
  const look = async () => {
    if (isFirst) await hurryWaiting(parts.store.writer, parts.now());
    isFirst = false;
    for (const [url, places] of await addressesDue(parts, unknown)) {
      if (senders.has(url)) continue;
      const sender = serveAddress(parts, url, places, halt.signal)
        .catch((error: unknown) =>
          log.error("webhook", "Messages could not be sent; they still wait.", describeFailure(error)),
        )
        .finally(() => senders.delete(url));
      senders.set(url, sender);
    }
  };
  const looking = startRepeating({ event: "webhook", log, run: look, pauseMs: () => POLL_INTERVAL_MS });
  const settle = () => Promise.all(senders.values());
  return {
    /** Resolves when what was due has been tried as far as the limits of each address allow. */
    async run() {
      // What began before this call may have passed by what is due now.
      await settle();
      await looking.run();
      await settle();
    },
    async stop() {
      await looking.stop();
      const timer = setTimeout(() => halt.abort(), STOP_TIMEOUT_MS);
      await settle();
      clearTimeout(timer);
    },
  };
}

/**
 * The webhooks with messages to be sent, by address, those that wait longest first. Gives up what is meant for webhooks
 * that this collector has not known for a while: by its own clock, because another's may be behind.
 *
 * @param unknown - since when, by site and webhook
 */
async function addressesDue(
  { configuration, store, log, now }: ServeParts,
  unknown: Map<string, number>,
): Promise<Map<string, WebhookPlace[]>> {
  const time = now();
  const met = new Set<string>();
  const found: (WebhookPlace & { url: string; since: string })[] = [];
  for (const { key: site, webhooks } of configuration.current.sites.values())
    for (const { webhook, since } of await readDueWebhooks(store, site, time)) {
      const url = webhooks.find(({ name }) => name === webhook)?.url;
      if (url !== undefined) {
        found.push({ site, webhook, url, since });
        continue;
      }
      const name = JSON.stringify([site, webhook]);
      met.add(name);
      const first = unknown.get(name) ?? time.getTime();
      unknown.set(name, first);
      if (first <= time.getTime() - UNKNOWN_MS) {
        const messages = await markGone(store.writer, { site, webhook, now: time });
        log.error("webhook", "Messages were given up: there is no such webhook any more.", {
          site,
          webhook,
          messages,
        });
      }
    }
  for (const name of unknown.keys()) if (!met.has(name)) unknown.delete(name);
  const addresses = new Map<string, WebhookPlace[]>();
  for (const { url, site, webhook } of found.sort((a, b) => (a.since < b.since ? -1 : 1)))
    addresses.set(url, [...(addresses.get(url) ?? []), { site, webhook }]);
  return addresses;
}
