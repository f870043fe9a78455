import type { Site } from "../config/load.ts";
import type { NOTICE_KINDS, Webhook } from "../config/schema.ts";
import {
  conditionsOf,
  type DimensionedRecord,
  type DimensionValue,
  liesWithin,
  meets,
} from "../results/dimension.ts";
import { chunksOf } from "../store/paging.ts";
import type { Db } from "../store/tables.ts";

/** What a notice is about. */
type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that webhooks are told of. */
export interface Notice {
  /** Queued once, however often it is raised. */
  id: string;
  kind: NoticeKind;
  /** When it arose, ISO 8601, UTC. */
  at: string;
  /** The record it is about: decides by its dimensions who is told, and takes the notice with it when erased. */
  record?: DimensionedRecord;
  /**
   * The group of records it is about, by a dimension. A webhook with a `where` is told only of groups that lie in it;
   * what is about neither a record nor a group is about all records.
   */
  group?: { by: string; value: DimensionValue };
  /** For this webhook alone, whatever it listens to. Default: all that listen to the kind. */
  webhook?: string;
  /** What there is to tell: `{ case }`, `{ alarm }` or `{ digest }`. */
  data: Readonly<Record<string, unknown>>;
}

/**
 * Queues notices for the webhooks of a site that want them. They are durable with the transaction of `db`, so that
 * what raised them and the notice are kept together or not at all; one that is queued already stays as it is.
 */
export async function queueNotices(
  db: Db,
  site: Pick<Site, "key" | "webhooks">,
  notices: readonly Notice[],
): Promise<void> {
  const rows = notices.flatMap((notice) =>
    site.webhooks
      .filter((webhook) => wants(webhook, notice))
      .map(({ name }) => ({
        site: site.key,
        id: notice.id,
        webhook: name,
        kind: notice.kind,
        record: notice.record?.id ?? null,
        made_at: notice.at,
        state: "waiting",
        attempts: 0,
        next_at: notice.at,
        last_error: null,
        body: JSON.stringify(notice),
      })),
  );
  for (const some of chunksOf(rows))
    await db
      .insertInto("messages")
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

function wants(webhook: Webhook, notice: Notice): boolean {
  if (notice.webhook !== undefined) return webhook.name === notice.webhook;
  if (webhook.on && !webhook.on.includes(notice.kind)) return false;
  const where = conditionsOf(webhook.where);
  if (notice.record) return meets(notice.record, where);
  return liesWithin(notice.group, where);
}
