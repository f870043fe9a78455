import { Hono } from "hono";
import * as z from "zod/mini";
import type { Tagged } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { readJsonBody } from "../http/body.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { meets } from "../results/dimension.ts";
import { noteChanges } from "../store/changes.ts";
import { readPerson } from "../store/people.ts";
import type { Store } from "../store/store.ts";
import { retry } from "../store/unavailable.ts";
import { exportRecord } from "./exported.ts";

const BODY = { limit: 16_000, bounds: { depth: 4, keys: 100, keyLength: 100 }, code: "invalid_tags" };

const Tag = z.string().check(
  z.refine<string>((tag) => /^[^\p{Control}\p{Surrogate}]{1,100}$/u.test(tag) && tag.trim() === tag, {
    error: "a tag of 1 to 100 characters without line breaks and outer spaces",
  }),
);
const Tagging = z.strictObject({ tags: z.array(Tag).check(z.maxLength(50)) });

/** `PATCH /v1/records/:id` with `{ tags }`: replaces what people or a classifier call a record. */
export function tagRoutes({ store, log, now }: Collector): Hono {
  const app = new Hono();
  app.patch("/v1/records/:id", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    const id = context.req.param("id");
    const { tags: given } = await readJsonBody(context.req.raw, Tagging, BODY);
    const tags = [...new Set(given)];
    const { records } = await readPerson(store, { site: site.key, by: "record", id });
    const isSeen = records.some((row) => meets(exportRecord(row), where));
    if (!isSeen || !(await tagRecord(store, { site: site.key, id, tags, now: now() })))
      throw new ProblemError(404, "unknown_record", "There is no such record.");
    log.info("tags", "A record was tagged.", { site: site.key, token: name, tags: tags.length });
    const body: Tagged = { id, tags };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

/** Which record gets which tags. */
interface Tagging {
  site: string;
  id: string;
  /** Take the place of those it had. */
  tags: readonly string[];
  now: Date;
}

/**
 * Tags a record; it counts as changed, so that those who follow changes learn of it.
 *
 * @returns whether there is such a record
 */
function tagRecord({ writer }: Pick<Store, "writer">, { site, id, tags, now }: Tagging): Promise<boolean> {
  return retry(() =>
    writer.transaction().execute(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable("records")
        .set({ tags: tags.length ? JSON.stringify(tags) : null, updated_at: now.toISOString() })
        .where("site", "=", site)
        .where("id", "=", id)
        .where("survey", "!=", "")
        .executeTakeFirst();
      if (!numUpdatedRows) return false;
      await noteChanges(db, { site, kind: "record", ids: [id] });
      return true;
    }),
  );
}
