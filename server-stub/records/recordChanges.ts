import { meets } from "../results/dimension.ts";
import { streamChanges } from "../store/changes.ts";
import type { Store } from "../store/open.ts";
import { exportRecord } from "./exported.ts";
import type { ChangeSource } from "./follow.ts";

/** Records, each time one is new or changed here; for analysts. */
export function recordChanges(store: Pick<Store, "reader">): ChangeSource {
  return {
    event: "record",
    async *changes({ site, where, role }, since) {
      if (role === "care") return;
      for await (const row of streamChanges(store, site.key, since)) {
        const record = exportRecord(row);
        const revision = `${row.rev} ${row.updated_at}`;
        const data = meets(record, where) ? record : undefined;
        yield { id: row.id, revision, at: row.updated_at, data };
      }
    },
  };
}
