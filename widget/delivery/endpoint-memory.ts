import type { Store } from "../loader/store/fallback-store.ts";
import { ENDPOINT_KEY } from "../loader/store/record-rows.ts";
import type { Row } from "../loader/store/storage-backends.ts";
import { MAX_WAIT_MS } from "./reply.ts";

/** What all tabs know of the endpoint. */
export interface EndpointRow extends Row {
  /** Failures in a row. */
  failures: number;
  /** No attempt before this time, in milliseconds since 1970. */
  until: number;
  /** Whether `until` is the endpoint's own wish, which a new connection does not overrule. */
  asked: boolean;
  /** Records given up since the last batch that arrived, by reason. */
  dropped: Record<string, number>;
  /** When it last said of a record what became of it, milliseconds since 1970; 0 if it never did. */
  judgedAt: number;
}

/** For so long an endpoint must itemize its replies after it has done so. */
const HELD_MS = 7 * 86_400_000;
/** That it itemizes is noted at most so often. */
const NOTED_MS = 60_000;

/** Memory of the endpoint that outlives the page and that all tabs share. */
export interface EndpointMemory {
  /** Reads it among the rows of the store. */
  read(rows: ReadonlyMap<string, Row>): EndpointRow;
  /** Changes it in one step, on top of what other tabs wrote meanwhile. */
  change(edit: (row: EndpointRow) => Partial<EndpointRow>): Promise<void>;
  /** Counts records that had to go, for the next batch to tell. */
  countDropped(reason: string, number: number): Promise<void>;
  /** Notes that the endpoint says of each record what became of it. */
  noteItemized(): Promise<void>;
  /** Whether it must say so: it did in the last 7 days. A portal or a service worker may answer in its place. */
  mustItemize(): Promise<boolean>;
}

const whole = (value: unknown) => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0);

/** @param writable - whether the device may still be written to */
export function createEndpointMemory(
  store: Store,
  now: () => number,
  writable: () => boolean,
): EndpointMemory {
  let notedAt = Number.NEGATIVE_INFINITY;

  /** Any script may have written the row; nonsense in it would spoil every batch. */
  function clean(row: Partial<EndpointRow> | undefined): EndpointRow {
    const dropped: Record<string, number> = {};
    for (const reason of Object.keys(row?.dropped ?? {})) {
      const number = whole(row?.dropped?.[reason]);
      if (number) dropped[reason] = number;
    }
    return {
      rev: whole(row?.rev),
      failures: whole(row?.failures),
      // A clock that was set back must not silence the widget.
      until: Math.min(Number(row?.until) || 0, now() + MAX_WAIT_MS),
      asked: row?.asked === true,
      dropped,
      judgedAt: Math.min(whole(row?.judgedAt), now()),
    };
  }

  async function change(edit: (row: EndpointRow) => Partial<EndpointRow>): Promise<void> {
    // An answer that comes after consent was withdrawn must not put anything back on the device.
    if (!writable()) return;
    let newest: EndpointRow | undefined;
    await store.change<EndpointRow>(ENDPOINT_KEY, (stored) => {
      const row = clean(stored);
      if (!newest || row.rev > newest.rev) newest = row;
      return { ...newest, ...edit(newest), rev: newest.rev + 1 };
    });
  }

  return {
    read: (rows) => clean(rows.get(ENDPOINT_KEY) as Partial<EndpointRow> | undefined),
    change,
    countDropped: (reason, number) =>
      change(({ dropped }) => ({ dropped: { ...dropped, [reason]: (dropped[reason] ?? 0) + number } })),
    async noteItemized() {
      const judgedAt = now();
      if (Math.abs(judgedAt - notedAt) < NOTED_MS) return;
      notedAt = judgedAt;
      await change(() => ({ judgedAt }));
    },
    async mustItemize() {
      let last = 0;
      await change(({ judgedAt }) => {
        last = judgedAt;
        return {};
      });
      return now() - last < HELD_MS;
    },
  };
}
