import { meets } from "../results/dimension.ts";
import { changedRecords } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import { exportRecord } from "./exported.ts";
import type { ChangeSource } from "./follow.ts";

/** Records, each time one is new or changed here; for analysts. */
export function recordChanges(store: Pick<Store, "reader">): ChangeSource {
  return {
    kind: "record",
    async *changes({ site, where, role }, after) {
      if (role === "care") return;
      for await (const rows of changedRecords(store, { site: site.key, after }))
        for (const { place, ...row } of rows) {
          const record = exportRecord(row);
          yield { place, data: meets(record, where) ? record : undefined };
        }
    },
  };
}
