import { type Context, Hono } from "hono";
import type { Erasure, PastErasure, PastErasures } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import type { CaseWithRecord } from "../followup/case.ts";
import { readCasesOf } from "../followup/readCases.ts";
import { serializeCase } from "../followup/serializeCase.ts";
import { accessOf } from "../http/auth.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { readLinksOf, readLinksOfCases, serializeLink } from "../links/keptLinks.ts";
import { exportRecord } from "../records/exported.ts";
import { createDefinitionReader } from "../results/definitions.ts";
import { meets } from "../results/dimension.ts";
import { recordOf } from "../results/readCounted.ts";
import { eraseConflicts, eraseLinks, eraseRecords, readErasures, recordErasure } from "../store/erase.ts";
import { type Person, type PersonRows, readPerson } from "../store/people.ts";
import type { ErasureRow, LinkRow } from "../store/tables.ts";

const KINDS = [
  ["users", "user"],
  ["visitors", "visitor"],
  ["records", "record"],
] as const;

/** All that is kept of a person and that the caller may see. */
interface Kept extends PersonRows {
  cases: CaseWithRecord[];
  links: LinkRow[];
}

/**
 * `GET` and `DELETE /v1/users/:id`, `/v1/visitors/:id`, `/v1/records/:id`: all that is kept of a person, and its
 * erasure. Cases and links are shown to those who may work on cases.
 */
export function peopleRoutes({ store, scrubber, log, now }: Collector): Hono {
  const definitionsOf = createDefinitionReader(store);
  const app = new Hono();

  const find = async (context: Context, by: Person["by"]) => {
    admitParameters(context, ["key"]);
    const { site, where, name, role } = accessOf(context);
    const id = context.req.param("id") ?? "";
    const found = await readPerson(store, { site: site.key, by, id });
    const records = found.records.filter((row) => meets(exportRecord(row), where));
    const cases = await readCasesOf(
      store.reader,
      site.key,
      records.map((row) => row.id),
    );
    const links = new Map<string, LinkRow>();
    for (const row of by === "user" ? await readLinksOf(store, site.key, id, where) : [])
      links.set(row.id, row);
    const caseIds = cases.map((row) => row.id);
    for (const row of await readLinksOfCases(store.reader, site.key, caseIds)) links.set(row.id, row);
    const kept: Kept = {
      records,
      conflicts: found.conflicts.filter((row) => meets(recordOf(row), where)),
      cases,
      links: [...links.values()],
    };
    if (!kept.records.length && !kept.conflicts.length && !kept.links.length)
      throw new ProblemError(404, `unknown_${by}`, `Nothing is kept of this ${by}.`);
    const counts = { records: kept.records.length, conflicts: kept.conflicts.length };
    const fields = { site: site.key, token: name, by };
    return { site, kept, counts, fields, seesCases: role !== "analyst" };
  };

  for (const [path, by] of KINDS) {
    app.get(`/v1/${path}/:id`, async (context) => {
      const { site, kept, counts, fields, seesCases } = await find(context, by);
      if (!seesCases && !kept.records.length && !kept.conflicts.length)
        throw new ProblemError(404, `unknown_${by}`, `Nothing is kept of this ${by}.`);
      log.info("person", "All about a person was read.", { ...fields, ...counts });
      const definitions = await definitionsOf(site);
      const care = {
        cases: kept.cases.map((row) => serializeCase(row, definitions, now())),
        links: kept.links.map(serializeLink),
      };
      const printed = serializePerson(by, context.req.param("id"), kept);
      return context.json({ ...printed, ...(seesCases ? care : {}) }, 200, { "Cache-Control": "no-store" });
    });

    app.delete(`/v1/${path}/:id`, async (context) => {
      const { site, kept, fields } = await find(context, by);
      const links = await eraseLinks(
        store,
        site.key,
        kept.links.map(({ id }) => id),
      );
      const erased = await eraseRecords(
        store,
        site.key,
        kept.records.map(({ id }) => id),
        now(),
      );
      erased.links += links;
      erased.conflicts += await eraseConflicts(store, site.key, kept.conflicts);
      // Before the files are cleaned, so that what is gone is on record even if that fails.
      await recordErasure(store, { site: site.key, kind: by, token: fields.token }, erased, now());
      const isClean = await scrubber.scrub();
      log.info("erasure", "A person was erased.", { ...fields, ...erased });
      const body: Erasure = { erased, filesClean: isClean };
      return context.json(body, 200, { "Cache-Control": "no-store" });
    });
  }
  return app;
}

function serializePerson(by: Person["by"], id: string, { records, conflicts }: PersonRows): object {
  const exported = records.map(exportRecord);
  const [first] = exported;
  if (by === "record" && first) return { ...first, conflicts: conflicts.map(serializeConflict) };
  const visitors = new Set(exported.flatMap(({ visitor }) => visitor ?? []));
  return {
    [by]: id,
    records: exported,
    visitors: [...visitors],
    conflicts: conflicts.map(serializeConflict),
  };
}

function serializeConflict(row: PersonRows["conflicts"][number]): unknown {
  return { ...recordOf(row), receivedAt: row.received_at };
}

const MAX_ERASURES = 100;

/** `GET /v1/erasures`: what was erased, newest first. */
export function erasureRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/erasures", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    // What was erased meets no condition any more. What a token erased itself lay within its own.
    const token = where.size ? name : undefined;
    const rows = await readErasures(store, { site: site.key, token, limit: MAX_ERASURES });
    const body: PastErasures = { erasures: rows.map(serializeErasure) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

function serializeErasure({ at, kind, token, ...row }: ErasureRow): PastErasure {
  const { records, conflicts, cases, links, messages } = row;
  return { at, by: kind, ...(token === null ? {} : { token }), records, conflicts, cases, links, messages };
}
