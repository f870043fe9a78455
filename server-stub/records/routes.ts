import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import type { Collector } from "../collector.ts";
import { authorize } from "../http/auth.ts";
import { openSurvey } from "../results/openSurvey.ts";
import type { ExportedRecord } from "./exported.ts";
import { printCursor, readPageParameters, readRecordParameters } from "./parameters.ts";
import { exportRecords, printCsv, printNdjson } from "./stream.ts";

/** `GET /v1/surveys/:id/records`, `…/records.ndjson`, `…/records.csv`: the records themselves. */
export function recordRoutes(collector: Collector): Hono {
  const { store, configuration, warn } = collector;
  const app = new Hono();

  const open = async (context: Context, more: readonly string[] = []) => {
    const { site, where } = authorize(collector, context, "analyst");
    const filter = readRecordParameters(context, configuration.current.timeZone, more);
    const survey = context.req.param("id") ?? "";
    await openSurvey(store, site.key, survey);
    const selection = { site: site.key, survey, ...filter };
    return { survey, read: (more = {}) => exportRecords(store, { ...selection, ...more }, where) };
  };
  const download = (context: Context, type: string, name: string, chunks: AsyncIterable<string>) => {
    context.header("Content-Type", type);
    context.header("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    context.header("Cache-Control", "no-store");
    const write = async (output: { aborted: boolean; write(chunk: string): Promise<unknown> }) => {
      for await (const chunk of chunks) {
        if (output.aborted) return;
        await output.write(chunk);
      }
    };
    return stream(context, write, async (error) => warn(`An export broke off: ${error.message}`));
  };

  app.get("/v1/surveys/:id/records", async (context) => {
    const { read } = await open(context, ["cursor", "limit"]);
    const { limit, after } = readPageParameters(context);
    const records: ExportedRecord[] = [];
    let next: string | null = null;
    for await (const record of read({ after })) {
      const last = records[records.length - 1];
      if (last && records.length === limit) {
        next = printCursor({ shownAt: last.correctedShownAt, id: last.id });
        break;
      }
      records.push(record);
    }
    return context.json({ records, next }, 200, { "Cache-Control": "no-store" });
  });
  app.get("/v1/surveys/:id/records.ndjson", async (context) => {
    const { survey, read } = await open(context);
    return download(context, "application/x-ndjson; charset=utf-8", `${survey}.ndjson`, printNdjson(read()));
  });
  app.get("/v1/surveys/:id/records.csv", async (context) => {
    const { survey, read } = await open(context);
    return download(context, "text/csv; charset=utf-8", `${survey}.csv`, printCsv(read));
  });
  return app;
}
