import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import * as z from "zod/mini";
import { validateRecord } from "../../server-stub/ingest/validate.ts";
import { openStore } from "../../server-stub/store/open.ts";
import { aBatchOfNews, BATCH } from "../support/load.ts";

const Frame = z.object({ records: z.array(z.unknown()) });

/**
 * Rows a second of a bare loop: the collector's table, its driver and its durability, one prepared statement,
 * a transaction for each 50 rows, which are worked out beforehand.
 */
export async function measureBareLoop(seconds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "askling-bare-"));
  const path = join(folder, "askling.db");
  await (await openStore(`sqlite:${path}`)).close();
  const database = new Database(path);
  for (const pragma of ["journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"]) database.pragma(pragma);
  const arrival = {
    site: { key: "pk_shop", secrets: [], requireSignature: false },
    sentAt: new Date().toISOString(),
    receivedAt: new Date(),
  };
  const rows = Frame.parse(JSON.parse(aBatchOfNews())).records.flatMap((record, index) => {
    const judged = validateRecord(record, index, arrival);
    return "row" in judged ? [judged.row] : [];
  });
  const columns = Object.keys(rows[0] ?? {});
  const insert = database.prepare<unknown[]>(
    `insert into records (${columns.join()}) values (${columns.map(() => "?").join()})`,
  );
  let written = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    database.exec("begin immediate");
    for (const row of rows) insert.run(Object.values({ ...row, id: crypto.randomUUID() }));
    database.exec("commit");
    written += BATCH;
  }
  const elapsed = (performance.now() - started) / 1000;
  database.close();
  rmSync(folder, { recursive: true });
  return Math.round(written / elapsed);
}
