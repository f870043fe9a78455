import { type Context, Hono } from "hono";
import type { AskingLink, Cases } from "../answers/cases.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { readJsonBody } from "../http/body.ts";
import { ownAddress } from "../http/ownAddress.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters, formatCursor } from "../http/query.ts";
import { createDefinitionReader, openSurvey } from "../results/definitions.ts";
import { meets } from "../results/dimension.ts";
import { recordOf } from "../results/readCounted.ts";
import { takeFirst } from "../store/paging.ts";
import { readPerson } from "../store/people.ts";
import { makeAskAgainLink } from "./askAgain.ts";
import type { CaseWithRecord } from "./case.ts";
import { changeCase } from "./changeCase.ts";
import { applyEdit, CASE_BODY, CaseEdit, NewCase } from "./edit.ts";
import { openCases } from "./openCases.ts";
import { readCaseParameters } from "./parameters.ts";
import { planByHand } from "./plan.ts";
import { readCase, readCasesOf, readReasons, streamCases } from "./readCases.ts";
import { caseRecord, serializeCase } from "./serializeCase.ts";

/** `/v1/cases`: the people to be called back, and what became of it. */
export function caseRoutes(collector: Collector): Hono {
  const { store, configuration, log, now } = collector;
  const definitionsOf = createDefinitionReader(store);
  const app = new Hono();

  const find = async (context: Context): Promise<CaseWithRecord> => {
    admitParameters(context, ["key"]);
    const { site, where } = accessOf(context);
    const id = context.req.param("id") ?? "";
    const row = /^[\w-]{1,64}$/.test(id) ? await readCase(store.writer, site.key, id) : undefined;
    if (row && meets(caseRecord(row), where)) return row;
    throw new ProblemError(404, "unknown_case", "There is no such case.");
  };
  const answer = async (context: Context, row: CaseWithRecord, status: 200 | 201) => {
    const printed = serializeCase(row, await definitionsOf(accessOf(context).site), now());
    return context.json(printed, status, { ETag: `"${row.version}"`, "Cache-Control": "no-store" });
  };
  const tell = (context: Context, message: string, fields: Record<string, string | number>) => {
    const { site, name } = accessOf(context);
    log.info("cases", message, { site: site.key, token: name, ...fields });
  };

  app.get("/v1/cases", async (context) => {
    const { site, where } = accessOf(context);
    const { selection, limit } = readCaseParameters(context, configuration.current.timeZone);
    if (selection.survey !== undefined) await openSurvey(store, site.key, selection.survey);
    const page = where.size ? undefined : limit + 1;
    const listing = { site: site.key, selection, conditions: [where], now: now(), ...(page ? { page } : {}) };
    const found = await takeFirst(streamCases(store, listing), limit + 1);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows[limit - 1] : undefined;
    const cursor = last ? formatCursor([last.turn, last.id]) : null;
    const definitions = await definitionsOf(site);
    const cases = rows.map((row) => serializeCase(row, definitions, listing.now));
    tell(context, "Cases were read.", { cases: cases.length });
    const body: Cases = { cases, cursor, reasons: await readReasons(store, site.key, where) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });

  app.get("/v1/cases/:id", async (context) => {
    const row = await find(context);
    tell(context, "A case was read.", { case: row.id });
    return answer(context, row, 200);
  });

  app.post("/v1/cases", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    const { record: id, ...given } = await readJsonBody(context.req.raw, NewCase, CASE_BODY);
    const { records } = await readPerson(store, { site: site.key, by: "record", id });
    const record = records.find((row) => meets(recordOf(row), where));
    if (!record) throw new ProblemError(404, "unknown_record", "There is no such record.");
    const definitions = await definitionsOf(site);
    const opening = {
      site: site.key,
      record: recordOf(record),
      receivedAt: record.received_at,
      now: now(),
      timeZone: configuration.current.timeZone,
    };
    const plan = planByHand({ ...given, by: name }, site.followUp, opening);
    const [opened] = await openCases({ store, site, definitions, now: opening.now }, [{ plan, record }]);
    if (!opened) {
      const [existing] = await readCasesOf(store.writer, site.key, [id]);
      if (!existing) throw new ProblemError(404, "unknown_record", "There is no such record.");
      const detail = `record: found one that has a case already, ${existing.id}; expected one without.`;
      throw new ProblemError(409, "case_exists", detail, { members: { id: existing.id } });
    }
    tell(context, "A case was opened.", { case: opened.id });
    context.header("Location", `/v1/cases/${opened.id}`);
    return answer(context, opened, 201);
  });

  app.patch("/v1/cases/:id", async (context) => {
    const { id } = await find(context);
    const { site, name } = accessOf(context);
    const isMeant = readPrecondition(context);
    const edit = await readJsonBody(context.req.raw, CaseEdit, CASE_BODY);
    const row = await changeCase(store, { site: site.key, id, now: now() }, (current) => {
      if (!isMeant(current.version)) throw conflict(current);
      return applyEdit(current, edit, name, now());
    });
    if (!row) throw new ProblemError(404, "unknown_case", "There is no such case.");
    tell(context, "A case was changed.", { case: id });
    return answer(context, row, 200);
  });

  app.post("/v1/cases/:id/link", async (context) => {
    const row = await find(context);
    const { site, name } = accessOf(context);
    const { link, expiresAt } = await makeAskAgainLink(store, row, { by: name, now: now() });
    tell(context, "A link to ask again was made.", { case: row.id });
    const url = new URL(`${ownAddress(collector, context)}/s/${encodeURIComponent(row.survey)}`);
    url.searchParams.set("key", site.key);
    url.searchParams.set("link", link);
    const body: AskingLink = { url: url.href, expiresAt };
    return context.json(body, 201, { "Cache-Control": "no-store" });
  });
  return app;
}

/** A version as its `ETag` says it, or without quotes. */
const VERSION = /^(?:W\/)?(?:"(\d{1,9})"|(\d{1,9}))$/;

/** Tells whether a version is the one that an edit is based on, or one of those; with `*` any is. */
function readPrecondition(context: Context): (version: number) => boolean {
  const given = context.req.header("If-Match");
  if (given === undefined)
    throw new ProblemError(
      428,
      "precondition_required",
      'If-Match: found nothing, expected the version of the case that was read, such as "3".',
    );
  if (given.trim() === "*") return () => true;
  // What is no version matches none.
  const versions = given.split(",").map((part) => {
    const [, quoted, bare] = VERSION.exec(part.trim()) ?? [];
    return Number(quoted ?? bare);
  });
  return (version) => versions.includes(version);
}

function conflict({ version }: CaseWithRecord): ProblemError {
  const detail = `If-Match: found another version, expected ${version}: the case was changed meanwhile; read it again.`;
  return new ProblemError(412, "version_conflict", detail, {
    headers: { ETag: `"${version}"` },
    members: { version },
  });
}
