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
    kind: "case",
    async *changes({ site, where, role }, after) {
      if (role === "analyst") return;
      for (let place = after; ; ) {
        const rows = await selectCases(store.reader, site.key)
          .innerJoin("changes", (join) =>
            join.onRef("changes.site", "=", "cases.site").onRef("changes.id", "=", "cases.id"),
          )
          .select("changes.place")
          .where("changes.site", "=", site.key)
          .where("changes.kind", "=", "case")
          .where("changes.place", ">", place)
          .orderBy("changes.place")
          .limit(PAGE)
          .execute();
        if (!rows.length) return;
        const definitions = await definitionsOf(site);
        for (const { place: reached, ...row } of rows) {
          const isSeen = meets(caseRecord(row), where);
          yield { place: reached, data: isSeen ? printCase(row, definitions, now()) : undefined };
          place = reached;
        }
        if (rows.length < PAGE) return;
      }
    },
  };
}
