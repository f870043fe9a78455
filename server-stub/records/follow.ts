import type { Access } from "../http/auth.ts";

const LOOK_MS = 500;
const HEARTBEAT_MS = 15_000;
/** Commits become visible a little out of order, most of all with several collectors. */
const OVERLAP_MS = 5_000;

/** Something that is new or has changed. */
export interface Change {
  id: string;
  /** Tells one state of it from another. */
  revision: string;
  /** When it changed, ISO 8601, UTC. */
  at: string;
  /** What there is to tell of it; nothing if the caller may not see it. */
  data: object | undefined;
}

/** Where changes of one kind come from. */
export interface ChangeSource {
  /** Name of the event. */
  event: string;
  /** The changes since a time (inclusive) that the caller may follow, in their order. */
  changes(access: Access, since: Date): AsyncIterable<Change>;
}

/** What is followed, and for how long. */
export interface Following {
  sources: readonly ChangeSource[];
  /** Asked before each look, so that a token that was taken away ends its streams; throws to end it. */
  access(): Promise<Access>;
  /** What changed before is not told. */
  from: Date;
  /** Whether what changed in the last seconds before `from` is told too, because it may have been missed. */
  again: boolean;
  /** Ends it. */
  signal: AbortSignal;
}

/** Server-sent events, as text, of each thing that is new or changed here; with a comment now and then. */
export async function* followChanges({
  sources,
  access,
  from,
  again,
  signal,
}: Following): AsyncGenerator<string> {
  const followed = sources.map((source) => followSource(source, from, again));
  let beat = Date.now();
  yield ": open\n\n";
  while (!signal.aborted) {
    const caller = await access();
    for (const look of followed)
      for await (const event of look(caller)) {
        if (signal.aborted) return;
        yield event;
      }
    if (Date.now() - beat >= HEARTBEAT_MS) {
      yield ": still here\n\n";
      beat = Date.now();
    }
    await pause(LOOK_MS, signal);
  }
}

/** A look at one source, which goes on where the last one ended and tells nothing twice. */
function followSource(
  { event, changes }: ChangeSource,
  from: Date,
  again: boolean,
): (access: Access) => AsyncGenerator<string> {
  const sent = new Map<string, { revision: string; at: number }>();
  const earliest = from.getTime() - (again ? OVERLAP_MS : 0);
  let newest = from.getTime();
  return async function* look(access) {
    const since = new Date(Math.max(earliest, newest - OVERLAP_MS));
    for await (const { id, revision, at, data } of changes(access, since)) {
      if (sent.get(id)?.revision === revision) continue;
      const time = Date.parse(at);
      sent.set(id, { revision, at: time });
      newest = Math.max(newest, time);
      if (data) yield `event: ${event}\nid: ${at}\ndata: ${JSON.stringify(data)}\n\n`;
    }
    for (const [id, { at }] of sent) if (at < newest - 2 * OVERLAP_MS) sent.delete(id);
  };
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
