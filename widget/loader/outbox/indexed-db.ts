import { promisifyRequest, type UseStore } from "idb-keyval";
import type { Row } from "./row.ts";
import type { Rung } from "./rung.ts";

const ROWS = "rows";

/** Rows in an IndexedDB database; opened at the first use, and again after the browser has closed it. */
export function indexedDbRung(name: string): Rung {
  let opening: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    if (opening) return opening;
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => void request.result.createObjectStore(ROWS);
    opening = promisifyRequest(request).then((database) => {
      // Browsers close it when storage is cleared or short, other tabs ask for it when they delete it.
      database.onclose = forget;
      database.onversionchange = () => {
        database.close();
        forget();
      };
      return database;
    });
    // A failed opening must not be remembered: the next call tries anew.
    opening.catch(forget);
    return opening;
  }

  function forget() {
    opening = undefined;
  }

  const store: UseStore = async (mode, work) => {
    const database = await open();
    let transaction: IDBTransaction;
    try {
      transaction = database.transaction(ROWS, mode);
    } catch (error) {
      forget();
      throw error;
    }
    return work(transaction.objectStore(ROWS));
  };

  return {
    durable: true,
    entries: () =>
      store("readonly", async (rows) => {
        const [keys, values] = await Promise.all([
          promisifyRequest(rows.getAllKeys()),
          promisifyRequest<Row[]>(rows.getAll()),
        ]);
        return keys.map((key, index): [string, Row] => [String(key), values[index] as Row]);
      }),
    change: (key, decide) =>
      store("readwrite", (rows) => {
        const { transaction } = rows;
        const reading = rows.get(key);
        reading.onsuccess = () => {
          try {
            const next = decide(reading.result as Row | undefined);
            if (next === undefined) rows.delete(key);
            else if (next !== reading.result) rows.put(next, key);
            // Saves a turn of the event loop, which a page that is going away may not have.
            transaction.commit?.();
          } catch {
            transaction.abort();
          }
        };
        return promisifyRequest<undefined>(transaction as unknown as IDBRequest<undefined>);
      }),
    clear: () => store("readwrite", (rows) => promisifyRequest(rows.clear())),
    close() {
      void opening?.then((database) => database.close(), forget);
      forget();
    },
  };
}
