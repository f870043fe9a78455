import type { Conditions } from "../results/dimension.ts";
import { meets } from "../results/dimension.ts";
import { streamChanges } from "../store/changes.ts";
import type { Store } from "../store/open.ts";
import { exportRecord } from "./exported.ts";

const LOOK_MS = 500;
const HEARTBEAT_MS = 15_000;
/** Commits become visible a little out of order, most of all with several collectors. */
const OVERLAP_MS = 5_000;

/** What is followed, and for how long. */
export interface Following {
  store: Pick<Store, "reader">;
  /** Asked before each look, so that a token that was taken away ends its streams; throws to end it. */
  access(): Promise<{ site: { key: string }; where: Conditions }>;
  /** Records that changed before are not told. */
  from: Date;
  /** Whether what changed in the last seconds before `from` is told too, because it may have been missed. */
  again: boolean;
  /** Ends it. */
  signal: AbortSignal;
}

/** Server-sent events, as text, of records each time one is new or changed here; with a comment now and then. */
export async function* followRecords({
  store,
  access,
  from,
  again,
  signal,
}: Following): AsyncGenerator<string> {
  const sent = new Map<string, { revision: string; at: number }>();
  const earliest = from.getTime() - (again ? OVERLAP_MS : 0);
  let newest = from.getTime();
  let beat = Date.now();
  yield ": open\n\n";
  while (!signal.aborted) {
    const { site, where } = await access();
    const since = new Date(Math.max(earliest, newest - OVERLAP_MS));
    for await (const row of streamChanges(store, site.key, since)) {
      if (signal.aborted) return;
      const revision = `${row.rev} ${row.updated_at}`;
      if (sent.get(row.id)?.revision === revision) continue;
      const at = Date.parse(row.updated_at);
      sent.set(row.id, { revision, at });
      newest = Math.max(newest, at);
      const record = exportRecord(row);
      if (meets(record, where))
        yield `event: record\nid: ${row.updated_at}\ndata: ${JSON.stringify(record)}\n\n`;
    }
    for (const [id, { at }] of sent) if (at < newest - 2 * OVERLAP_MS) sent.delete(id);
    if (Date.now() - beat >= HEARTBEAT_MS) {
      yield ": still here\n\n";
      beat = Date.now();
    }
    await pause(LOOK_MS, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
