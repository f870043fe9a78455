import { type Context, Hono } from "hono";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { eraseLinks, printLink, readLinksOf } from "../links/erase.ts";
import { exportRecord } from "../records/exported.ts";
import { meets } from "../results/dimension.ts";
import { recordOf } from "../results/readCounted.ts";
import { eraseConflicts, eraseRecords } from "../store/erase.ts";
import { type Person, type PersonRows, readPerson } from "../store/people.ts";
import type { LinkRow } from "../store/tables.ts";

const KINDS = [
  ["users", "user"],
  ["visitors", "visitor"],
  ["records", "record"],
] as const;

/**
 * `GET` and `DELETE /v1/users/:id`, `/v1/visitors/:id`, `/v1/records/:id`: all that is kept of a person, and its
 * erasure.
 */
export function peopleRoutes({ store, scrubber, log, now }: Collector): Hono {
  const app = new Hono();

  const find = async (context: Context, by: Person["by"]) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    const id = context.req.param("id") ?? "";
    const found = await readPerson(store, { site: site.key, by, id });
    const links = by === "user" ? await readLinksOf(store, site.key, id, where) : [];
    const rows: PersonRows = {
      records: found.records.filter((row) => meets(exportRecord(row), where)),
      conflicts: found.conflicts.filter((row) => meets(recordOf(row), where)),
    };
    if (!rows.records.length && !rows.conflicts.length && !links.length)
      throw new ProblemError(404, `unknown_${by}`, `Nothing is kept of this ${by}.`);
    const counts = {
      records: rows.records.length,
      conflicts: rows.conflicts.length,
      ...(links.length ? { links: links.length } : {}),
    };
    return { site: site.key, rows, links, counts, fields: { site: site.key, token: name, by, ...counts } };
  };

  for (const [path, by] of KINDS) {
    app.get(`/v1/${path}/:id`, async (context) => {
      const { rows, links, fields } = await find(context, by);
      log.info("person", "All about a person was read.", fields);
      return context.json(printPerson(by, context.req.param("id"), rows, links), 200, {
        "Cache-Control": "no-store",
      });
    });

    app.delete(`/v1/${path}/:id`, async (context) => {
      const { site, rows, links, counts, fields } = await find(context, by);
      await eraseRecords(
        store,
        site,
        rows.records.map(({ id }) => id),
        now(),
      );
      await eraseConflicts(store, site, rows.conflicts);
      await eraseLinks(
        store,
        site,
        links.map(({ id }) => id),
      );
      const isClean = await scrubber.scrub();
      log.info("erasure", "A person was erased.", fields);
      return context.json({ erased: counts, filesClean: isClean }, 200, { "Cache-Control": "no-store" });
    });
  }
  return app;
}

function printPerson(
  by: Person["by"],
  id: string,
  { records, conflicts }: PersonRows,
  links: readonly LinkRow[],
): unknown {
  const exported = records.map(exportRecord);
  const [first] = exported;
  if (by === "record" && first) return { ...first, conflicts: conflicts.map(printConflict) };
  const visitors = new Set(exported.flatMap(({ visitor }) => visitor ?? []));
  return {
    [by]: id,
    records: exported,
    visitors: [...visitors],
    conflicts: conflicts.map(printConflict),
    ...(by === "user" ? { links: links.map(printLink) } : {}),
  };
}

function printConflict(row: PersonRows["conflicts"][number]): unknown {
  return { ...recordOf(row), receivedAt: row.received_at };
}
