import { Hono } from "hono";
import type * as z from "zod/mini";
import { BatchFrame, type RecordResult } from "../../widget/record/schema.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { addressOf } from "../http/address.ts";
import { parseBoundedJson, parseInput, readBody } from "../http/body.ts";
import { admitOrigin, answerPreflight } from "../http/origins.ts";
import { ProblemError } from "../http/problem.ts";
import { createRateLimit } from "../http/rate.ts";
import { siteOf } from "../http/site.ts";
import { claimLinks, LINK_USED } from "../links/links.ts";
import type { Outcome } from "../metrics.ts";
import { storeRecords } from "../store/records.ts";
import type { StoredAs } from "../store/writeQueue.ts";
import { createGate } from "./gate.ts";
import { isDeeper, validateRecord } from "./validate.ts";

const BODY_LIMIT = 64_000;
/**
 * A batch of 50 records of a hundred keys each stays below; nothing that a widget sends comes near. A record that is
 * too deep must not spoil the others of its batch, so that each is validated by itself.
 */
const BOUNDS = { depth: Number.POSITIVE_INFINITY, keys: 10_000, keyLength: 1_000 };
const FRAME_DEPTH = 4;

/** `POST /v1/batches`: validates each record by itself and answers once those that are kept are durable. */
export function batchRoutes(collector: Collector): Hono {
  const { configuration, now } = collector;
  const gate = createGate();
  const rates = createRateLimit();
  const count = async (name: string, limit: number) => {
    const seconds = await rates.take(name, limit);
    if (!seconds) return;
    const detail = `More than ${limit} batches a minute; wait ${seconds} seconds.`;
    throw new ProblemError(429, "too_many_requests", detail, { headers: { "Retry-After": String(seconds) } });
  };
  const app = new Hono();

  app.options("/v1/batches", (context) => answerPreflight(collector, context, "POST"));

  app.post("/v1/batches", async (context) => {
    const { current } = configuration;
    // Which site it is stands in the body; until that is read, any site's pages may read the answer.
    admitOrigin(collector, context, [...current.sites.values()]);
    gate.admit();
    await count(`address ${addressOf(context, current.trustProxy)}`, current.limits.perAddress);
    const text = await readBody(context.req.raw, BODY_LIMIT);
    const receivedAt = now();
    const results = await gate.pass(async () => {
      const batch = parseBatch(text);
      // 400 would tell the widget to put the records away for good; 403 makes it wait until the tag is mended.
      const site = siteOf(current, batch.key, { missing: 403, unknown: 403 });
      admitOrigin(collector, context, [site]);
      await count(`key ${site.key}`, current.limits.perKey);
      return storeBatch(collector, site, batch, receivedAt);
    });
    context.header("Cache-Control", "no-store");
    return context.json({ serverTime: now().toISOString(), results: Object.fromEntries(results) });
  });
  return app;
}

function parseBatch(text: string): z.infer<typeof BatchFrame> {
  const input = parseBoundedJson(text, BOUNDS);
  if (isDeeper(frameOf(input), FRAME_DEPTH))
    throw new ProblemError(
      400,
      "too_deep",
      `The batch: found more than ${FRAME_DEPTH} levels around its records.`,
    );
  return parseInput(BatchFrame, input, "invalid_batch", "the batch");
}

/** All of a batch but its records. */
function frameOf(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("records" in input)) return input;
  return Array.isArray(input.records) ? { ...input, records: undefined } : input;
}

const USED_BEFORE: RecordResult = {
  status: "invalid",
  code: LINK_USED,
  message: "found a link that another record has been answered by, expected one that is free",
};

/** Stores the records of a batch that can be stored, and says of each what became of it. */
export async function storeBatch(
  { store, metrics, log }: Pick<Collector, "store" | "metrics" | "log">,
  site: Site,
  { records, sentAt }: Pick<z.infer<typeof BatchFrame>, "records" | "sentAt">,
  receivedAt: Date,
): Promise<Map<string, RecordResult>> {
  const validated = records.map((raw, index) => validateRecord(raw, index, { site, sentAt, receivedAt }));
  const rows = validated.flatMap((record) => ("row" in record ? [record.row] : []));
  const refused = await claimLinks(store, rows, receivedAt);
  const kept = await storeRecords(
    store,
    rows.filter(({ id }) => !refused.has(id)),
  );
  const results = new Map<string, RecordResult>();
  for (const one of validated) {
    const status = kept.get(one.id);
    if ("result" in one) results.set(one.id, one.result);
    else if (refused.has(one.id)) results.set(one.id, USED_BEFORE);
    else if (status) results.set(one.id, { status: status === "stored" ? "stored" : "duplicate" });
  }
  for (const [id, { status }] of results)
    metrics.countRecords(site.key, outcomeOf(kept.get(id) ?? status), 1);
  const conflicts = [...kept.values()].filter((status) => status === "conflict").length;
  if (conflicts)
    log.warn("conflict", "Other contents came under known revisions; the first ones count.", {
      site: site.key,
      records: conflicts,
    });
  return results;
}

function outcomeOf(status: RecordResult["status"] | StoredAs): Outcome {
  if (status === "stored") return "accepted";
  return status === "invalid" || status === "conflict" ? status : "duplicate";
}
