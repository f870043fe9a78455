import { makeIdentifier } from "../loader/identifier.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import { LEASE, type Row } from "../loader/store/row.ts";
import type { Exclusive } from "./exclusive.ts";

/** Longer than a request may take; a tab that died holds the others up for so long. */
const LEASE_MS = 20_000;

interface LeaseRow extends Row {
  owner: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Takes turns by a row of the store that says who is at it and until when. */
export function takeLease(store: Store, now: () => number, writable: () => boolean): Exclusive {
  const owner = makeIdentifier();
  return async (work, steal) => {
    let taken = false;
    await store.change<LeaseRow>(LEASE, (row) => {
      const left = (row?.until ?? 0) - now();
      // A clock that was set back must not prolong it.
      taken = steal || !row || row.owner === owner || !(left > 0 && left <= LEASE_MS);
      return taken ? { rev: (row?.rev ?? 0) + 1, owner, until: now() + LEASE_MS } : row;
    });
    if (!taken) return undefined;
    try {
      return { value: await work() };
    } finally {
      if (writable()) await store.change<LeaseRow>(LEASE, (row) => (row?.owner === owner ? undefined : row));
    }
  };
}
