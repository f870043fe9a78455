import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import * as z from "zod/mini";
import { RECORD_STATES } from "../../widget/record/schema.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import {
  admitParameters,
  formatCursor,
  pageParameters,
  timeParameter,
  wrongParameter,
  zoneParameter,
} from "../http/query.ts";
import { describeFailure } from "../log.ts";
import { openSurvey } from "../results/definitions.ts";
import { readPosition } from "../store/changes.ts";
import type { RecordSelection } from "../store/pages.ts";
import { takeFirst } from "../store/paging.ts";
import type { ExportedRecord } from "./exported.ts";
import { exportRecords, serializeCsv, serializeNdjson } from "./serialize.ts";

/** What a download goes on from next time; the paged form has it in its answer. */
const POSITION_HEADER = "X-Askling-Position";

/** `GET /v1/surveys/:id/records`, `…/records.ndjson`, `…/records.csv`: the records themselves. */
export function recordRoutes({ store, configuration, log }: Collector): Hono {
  const app = new Hono();

  const open = async (context: Context, more: readonly string[] = []) => {
    const { site, where, name } = accessOf(context);
    const filter = readRecordParameters(context, configuration.current.timeZone, more);
    const survey = context.req.param("id") ?? "";
    await openSurvey(store, site.key, survey);
    const selection = { site: site.key, survey, ...filter };
    const read = (more = {}) => exportRecords(store, { ...selection, ...more }, where);
    // Read before the records, so that what changes meanwhile comes again rather than not at all.
    const position = await readPosition(store.reader, site.key, "record");
    return { read, survey, position, fields: { site: site.key, survey, token: name } };
  };
  const download = async (
    context: Context,
    { type, suffix }: { type: string; suffix: string },
    print: (read: () => AsyncIterable<ExportedRecord>) => AsyncIterable<string>,
  ) => {
    const { survey, read, position, fields } = await open(context);
    context.header(POSITION_HEADER, formatPosition(position));
    log.info("export", "Records were exported.", { ...fields, format: suffix });
    const name = encodeURIComponent(`${survey}.${suffix}`);
    context.header("Content-Type", type);
    context.header("Content-Disposition", `attachment; filename*=UTF-8''${name}`);
    context.header("Cache-Control", "no-store");
    const write = async (output: { aborted: boolean; write(chunk: string): Promise<unknown> }) => {
      for await (const chunk of print(read)) {
        if (output.aborted) return;
        await output.write(chunk);
      }
    };
    return stream(context, write, async (error) =>
      log.error("export", "An export broke off.", { ...fields, ...describeFailure(error) }),
    );
  };

  app.get("/v1/surveys/:id/records", async (context) => {
    const { read, fields, ...opened } = await open(context, ["cursor", "limit"]);
    const { limit, after } = pageParameters(context, PageEnd, 1_000);
    const [shownAt, id, firstPosition] = after ?? [];
    // Of all pages of one listing that of the first.
    const position = firstPosition ?? opened.position;
    const place = shownAt === undefined || id === undefined ? undefined : { shownAt, id };
    const found = await takeFirst(read({ after: place }), limit + 1);
    const records = found.slice(0, limit);
    const last = found.length > limit ? records[limit - 1] : undefined;
    const next = last ? formatCursor([last.correctedShownAt, last.id, position]) : null;
    log.info("export", "Records were read.", { ...fields, format: "json", records: records.length });
    return context.json({ records, next, position: formatPosition(position) }, 200, {
      "Cache-Control": "no-store",
    });
  });
  app.get("/v1/surveys/:id/records.ndjson", (context) =>
    download(context, { type: "application/x-ndjson; charset=utf-8", suffix: "ndjson" }, (read) =>
      serializeNdjson(read()),
    ),
  );
  app.get("/v1/surveys/:id/records.csv", (context) =>
    download(context, { type: "text/csv; charset=utf-8", suffix: "csv" }, serializeCsv),
  );
  return app;
}

/** Which records a request asks for. */
type RecordFilter = Omit<RecordSelection, "site" | "survey">;

const KNOWN = ["key", "from", "to", "tz", "changedSince", "state"];

/**
 * Reads the parameters that every form of records shares.
 *
 * @param more - further parameters that the route knows
 * @throws ProblemError 400
 */
export function readRecordParameters(
  context: Context,
  timeZone: string,
  more: readonly string[] = [],
): RecordFilter {
  admitParameters(context, [...KNOWN, ...more]);
  const zone = zoneParameter(context, timeZone);
  const states = (context.req.queries("state") ?? []).flatMap((given) => given.split(","));
  for (const state of states)
    if (!RECORD_STATES.some((known) => known === state))
      throw wrongParameter("state", state, `of ${RECORD_STATES.join(", ")}, with commas`);
  return {
    from: timeParameter(context, "from", zone),
    to: timeParameter(context, "to", zone),
    changedSince:
      parsePosition(context.req.query("changedSince")) ?? timeParameter(context, "changedSince", zone),
    states,
  };
}

/** A place in the order of changes as an opaque word for addresses. */
export function formatPosition(place: number): string {
  return `p${place.toString(36)}`;
}

function parsePosition(given = ""): number | undefined {
  return /^p[0-9a-z]{1,10}$/.test(given) ? Number.parseInt(given.slice(1), 36) : undefined;
}

/** Where a page ended, and the position up to which changes are in it and the pages before. */
export const PageEnd = z.union([
  z.tuple([z.iso.datetime(), z.string(), z.int().check(z.nonnegative())]),
  z.tuple([z.iso.datetime(), z.string()]),
]);
