import type { Collector } from "../collector.ts";
import type { ChangeSource } from "../records/follow.ts";
import { meets } from "../results/dimension.ts";
import { createDefinitionReader } from "./definitions.ts";
import { caseRecord, printCase } from "./printCase.ts";
import { selectCases } from "./readCases.ts";

const PAGE = 500;

/** Cases, each time one is new or changed; for those who work on them. */
export function caseChanges({ store, now }: Pick<Collector, "store" | "now">): ChangeSource {
  const definitionsOf = createDefinitionReader(store);
  return {
    event: "case",
    async *changes({ site, where, role }, since) {
      if (role === "analyst") return;
      for (let at = since.toISOString(), id = ""; ; ) {
        const [place, after] = [at, id];
        const rows = await selectCases(store.reader, site.key)
          .where("cases.updated_at", ">=", place)
          .where((eb) => eb.or([eb("cases.updated_at", ">", place), eb("cases.id", ">", after)]))
          .orderBy("cases.updated_at")
          .orderBy("cases.id")
          .limit(PAGE)
          .execute();
        if (!rows.length) return;
        const definitions = await definitionsOf(site);
        for (const row of rows) {
          const isSeen = meets(caseRecord(row), where);
          const data = isSeen ? printCase(row, definitions, now()) : undefined;
          yield { id: row.id, revision: String(row.changes), at: row.updated_at, data };
          at = row.updated_at;
          id = row.id;
        }
        if (rows.length < PAGE) return;
      }
    },
  };
}
