import { Hono } from "hono";
import type * as z from "zod/mini";
import { problemsWith } from "../../widget/manifest/problem.ts";
import { BatchFrame, type RecordResult } from "../../widget/record/schema.ts";
import type { Collector } from "../collector.ts";
import { addressOf } from "../http/address.ts";
import { readBody } from "../http/body.ts";
import { admitOrigin, answerPreflight } from "../http/cors.ts";
import { ProblemError } from "../http/problem.ts";
import { createRateLimit } from "../http/rate.ts";
import { siteOf } from "../http/site.ts";
import { storeRecords } from "../store/records.ts";
import { printWithSuggestion } from "../suggestion.ts";
import { judgeRecord } from "./judge.ts";

const BODY_LIMIT = 64_000;

/** `POST /v1/batches`: judges each record by itself and answers once those that are kept are durable. */
export function batchRoutes({ configuration, store, now }: Collector): Hono {
  const rates = createRateLimit(() => now().getTime());
  const count = (name: string, limit: number) => {
    const seconds = rates.take(name, limit);
    if (!seconds) return;
    const detail = `More than ${limit} batches a minute; wait ${seconds} seconds.`;
    throw new ProblemError(429, "too_many_requests", detail, { "Retry-After": String(seconds) });
  };
  const app = new Hono();

  app.options("/v1/batches", (context) =>
    answerPreflight(context, configuration.current.sites.values(), "POST"),
  );

  app.post("/v1/batches", async (context) => {
    const { current } = configuration;
    // Which site it is stands in the body; until that is read, any site's pages may read the answer.
    admitOrigin(context, current.sites.values());
    count(`address ${addressOf(context, current.trustProxy)}`, current.limits.perAddress);
    const batch = parseBatch(await readBody(context.req.raw, BODY_LIMIT));
    // 400 would tell the widget to put the records away for good; 403 makes it wait until the tag is mended.
    const site = siteOf(current, batch.key, { missing: 403, unknown: 403 });
    admitOrigin(context, [site]);
    count(`key ${site.key}`, current.limits.perKey);

    const receivedAt = now();
    const judged = batch.records.map((raw, index) =>
      judgeRecord(raw, index, { site, sentAt: batch.sentAt, receivedAt }),
    );
    const kept = await storeRecords(
      store,
      judged.flatMap((one) => ("row" in one ? [one.row] : [])),
    );
    const results = new Map<string, RecordResult>();
    for (const one of judged) {
      const status = kept.get(one.id);
      if ("result" in one) results.set(one.id, one.result);
      else if (status) results.set(one.id, { status });
    }
    context.header("Cache-Control", "no-store");
    return context.json({ serverTime: now().toISOString(), results: Object.fromEntries(results) });
  });
  return app;
}

function parseBatch(text: string): z.infer<typeof BatchFrame> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new ProblemError(400, "invalid_json", "The body is no JSON; a batch is expected.");
  }
  const parsed = BatchFrame.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = problemsWith(BatchFrame, input).map((problem) =>
    printWithSuggestion(problem, "the batch"),
  );
  throw new ProblemError(422, "invalid_batch", `${problems.join("; ")}.`);
}
