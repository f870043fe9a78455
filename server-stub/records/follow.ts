import type { Access } from "../http/auth.ts";
import type { ChangeKind } from "../store/tables.ts";

const LOOK_MS = 500;
const HEARTBEAT_MS = 15_000;

/** Something that is new or has changed. */
export interface Change {
  /** In the order of changes. */
  place: number;
  /** What there is to tell of it; nothing if the caller may not see it. */
  data: object | undefined;
}

/** Where changes of one kind come from. */
export interface ChangeSource {
  /** Name of the event too. */
  kind: ChangeKind;
  /** The changes after a place that the caller may follow, in their order. */
  changes(access: Access, after: number): AsyncIterable<Change>;
}

/** Up to where the changes of each kind were told. */
export type Places = Record<ChangeKind, number>;

/** What is followed, and for how long. */
export interface Following {
  sources: readonly ChangeSource[];
  /** Asked before each look, so that a token that was taken away ends its streams; throws to end it. */
  access(): Promise<Access>;
  /** What changed before is not told. */
  from: Places;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Server-sent events, as text, of each thing that is new or changed here; with a comment now and then. The id of an
 * event says how far all kinds were told.
 */
export async function* followChanges({ sources, access, from, signal }: Following): AsyncGenerator<string> {
  const told = { ...from };
  let beat = performance.now();
  yield ": open\n\n";
  while (!signal.aborted) {
    const caller = await access();
    for (const { kind, changes } of sources)
      for await (const { place, data } of changes(caller, told[kind])) {
        if (signal.aborted) return;
        told[kind] = place;
        if (data) yield `event: ${kind}\nid: ${printPlaces(told)}\ndata: ${JSON.stringify(data)}\n\n`;
      }
    if (performance.now() - beat >= HEARTBEAT_MS) {
      yield ": still here\n\n";
      beat = performance.now();
    }
    await pause(LOOK_MS, signal);
  }
}

/** Places as the id of an event. */
function printPlaces({ record, case: ofCase }: Places): string {
  return `${record}-${ofCase}`;
}

/** The places that an event's id says; nothing if it is none. */
export function parsePlaces(id: string): Places | undefined {
  const [, record, ofCase] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
  return record === undefined || ofCase === undefined
    ? undefined
    : { record: Number(record), case: Number(ofCase) };
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
