import type { Webhook } from "../../server-stub/config/schema.ts";
import { type Notice, queueNotices } from "../../server-stub/notices/notice.ts";
import { openStore } from "../../server-stub/store/open.ts";

let made = 0;

/** The notice of a case that has just been opened, with fresh id; `parts` overrides what it says of the case. */
export function aCaseNotice(parts: object = {}, more: Partial<Notice> = {}): Notice {
  made += 1;
  const at = new Date(Date.parse("2026-11-22T10:00:00.000Z") + made).toISOString();
  return {
    id: `case:${made}`,
    kind: "case",
    at,
    data: {
      case: {
        id: `case-${made}`,
        survey: "order-nps",
        touchpoint: "checkout",
        record: "record-00000001",
        status: "open",
        level: 2,
        owner: null,
        assigned: "north",
        dueAt: "2026-11-22T12:00:00.000Z",
        score: 2,
        scoreType: "nps",
        text: "It came broken",
        answers: { score: 2, reason: "It came broken" },
        person: {
          user: "u-1",
          visitor: null,
          name: "Wang Wei",
          email: "wei@example.com",
          phone: "13800000000",
        },
        traits: { tier: "vip-secret" },
        props: {},
        notes: [{ at, by: "desk", text: "a private note" }],
        history: [],
        ...parts,
      },
    },
    ...more,
  };
}

/** Queues notices in a database as the collector does. */
export async function queueIn(
  databaseUrl: string,
  webhooks: readonly Webhook[],
  notices: readonly Notice[],
  site = "pk_shop",
): Promise<void> {
  const store = await openStore(databaseUrl);
  try {
    await store.writer.transaction().execute((db) => queueNotices(db, { key: site, webhooks }, notices));
  } finally {
    await store.close();
  }
}
