import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Store } from "./store.ts";
import { toUnavailable, UnavailableError } from "./unavailable.ts";

/** Finds out whether records could be stored now. */
interface Probe {
  /**
   * Asks for what storing needs: the table, the right to change it, and that it is not locked. After a failure it
   * also writes, because a full disk shows in nothing else.
   *
   * @throws what keeps records from being stored
   */
  check(): Promise<void>;
  /** Runs something that stores records, and remembers how it ended. */
  watch<Result>(store: () => Promise<Result>): Promise<Result>;
}

/** Row of `secrets` that is written to see whether a batch could be, and taken away again. */
const PROBE_NAME = "probe";
/** As much as the largest batch: on a disk that is full for batches there is room for a word. */
const BATCH_BYTES = 64_000;
/** A caller that asks whether the collector is ready does not wait for as long as a batch does. */
const STATEMENT_TIMEOUT_MS = 3_000;

/** A probe of a database. */
export function createProbe({ writer, engine }: Pick<Store, "writer" | "engine">): Probe {
  let hasFailed = false;
  let running: Promise<void> | undefined;

  const ask = () =>
    writer.transaction().execute(async (db) => {
      if (engine === "postgres")
        await sql`set local statement_timeout = ${sql.lit(STATEMENT_TIMEOUT_MS)}`.execute(db);
      await db
        .updateTable("records")
        .set((eb) => ({ rev: eb.ref("rev") }))
        .where(sql<boolean>`1 = 0`)
        .execute();
      if (!hasFailed) return;
      const value = randomBytes(BATCH_BYTES / 2).toString("hex");
      await db
        .insertInto("secrets")
        .values({ name: PROBE_NAME, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    });
  return {
    check() {
      // Any caller may ask; those that ask meanwhile share the answer.
      running ??= ask()
        .then(async () => {
          if (hasFailed) await writer.deleteFrom("secrets").where("name", "=", PROBE_NAME).execute();
          hasFailed = false;
        })
        .finally(() => {
          running = undefined;
        });
      return running;
    },
    async watch(store) {
      try {
        const result = await store();
        hasFailed = false;
        return result;
      } catch (error) {
        hasFailed ||= toUnavailable(error) instanceof UnavailableError;
        throw error;
      }
    },
  };
}
