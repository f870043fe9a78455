import type { Row } from "./row.ts";
import type { Rung } from "./storage-backend.ts";

/** Rows that last as long as the page; the rung that never fails. */
export function memoryRung(): Rung {
  const rows = new Map<string, Row>();
  return {
    durable: false,
    entries: async () => [...rows],
    async change(key, decide) {
      const next = decide(rows.get(key));
      if (next) rows.set(key, next);
      else rows.delete(key);
    },
    clear: async () => rows.clear(),
    close() {},
  };
}
