import type { SurveyRecord } from "../record/schema.ts";

/** Tells the other tabs which revisions have arrived, so that whoever made them need not send them again. */
export interface Notices {
  tell(records: readonly SurveyRecord[]): void;
  close(): void;
}

/**
 * @param name - of the store
 * @param heard - called with what another tab has brought
 */
export function createNotices(name: string, heard: (id: string, rev: number) => void): Notices {
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
