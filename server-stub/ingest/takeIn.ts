import type * as z from "zod/mini";
import type { BatchFrame, RecordResult } from "../../widget/record/schema.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { claimLinks, LINK_USED } from "../links/claim.ts";
import type { Outcome } from "../metrics.ts";
import { storeRecords } from "../store/records.ts";
import type { StoredAs } from "../store/writeQueue.ts";
import { judgeRecord } from "./judge.ts";

const USED_BEFORE: RecordResult = {
  status: "invalid",
  code: LINK_USED,
  message: "found a link that another record has been answered by, expected one that is free",
};

/** Stores the records of a batch that can be stored, and says of each what became of it. */
export async function takeIn(
  { store, metrics, log }: Pick<Collector, "store" | "metrics" | "log">,
  site: Site,
  { records, sentAt }: Pick<z.infer<typeof BatchFrame>, "records" | "sentAt">,
  receivedAt: Date,
): Promise<Map<string, RecordResult>> {
  const judged = records.map((raw, index) => judgeRecord(raw, index, { site, sentAt, receivedAt }));
  const rows = judged.flatMap((one) => ("row" in one ? [one.row] : []));
  const refused = await claimLinks(store, rows, receivedAt);
  const kept = await storeRecords(
    store,
    rows.filter(({ id }) => !refused.has(id)),
  );
  const results = new Map<string, RecordResult>();
  for (const one of judged) {
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
