import { promisifyRequest } from "idb-keyval";
import { LOST_KEY } from "./record-rows.ts";
import type { Row, StorageBackend } from "./storage-backends.ts";

const ROWS = "rows";
/** Rows that are read at a time. */
const CHUNK = 100;

/** Rows in an IndexedDB database; opened at the first use, and again after the browser has closed it. */
export function indexedDbBackend(name: string): StorageBackend {
  let opening: Promise<IDBDatabase> | undefined;
  let steps = 0;

  function open(version?: number): Promise<IDBDatabase> {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = (event) => {
      const rows = request.result.createObjectStore(ROWS);
      // Chromium alone has `dataLoss`: it has thrown a corrupted database away. Store maintenance tells the page.
      if ((event as { dataLoss?: string }).dataLoss === "total") rows.put({ rev: 1 }, LOST_KEY);
    };
    const mine = promisifyRequest(request).then((database) => {
      if (!database.objectStoreNames.contains(ROWS)) {
        // Another script has opened a database of this name first.
        database.close();
        return open(database.version + 1);
      }
      steps++;
      // Browsers close it when storage is cleared or short, other tabs ask for it when they delete it.
      database.onclose = forget;
      database.onversionchange = () => {
        database.close();
        forget();
      };
      return database;
    });
    opening = mine;
    // A failed opening must not be remembered: the next call tries anew.
    mine.catch(forget);
    return mine;
  }

  function forget() {
    opening = undefined;
  }

  async function use<Value>(
    mode: IDBTransactionMode,
    work: (rows: IDBObjectStore) => Promise<Value>,
    durability: IDBTransactionDurability = "default",
  ): Promise<Value> {
    let transaction: IDBTransaction;
    try {
      transaction = (await (opening || open())).transaction(ROWS, mode, { durability });
    } catch (error) {
      // The browser may close a connection without telling; a new one may work.
      if ((error as DOMException).name !== "InvalidStateError") throw error;
      transaction = (await open()).transaction(ROWS, mode, { durability });
    }
    const value = await work(transaction.objectStore(ROWS));
    steps++;
    return value;
  }

  return {
    durable: true,
    progress: () => steps,
    async entries() {
      const found: [string, Row][] = [];
      let range: IDBKeyRange | undefined;
      for (;;) {
        // All rows at once would be one long task on a slow phone.
        const [keys, values] = await use("readonly", (rows) =>
          Promise.all([
            promisifyRequest(rows.getAllKeys(range, CHUNK)),
            promisifyRequest<Row[]>(rows.getAll(range, CHUNK)),
          ]),
        );
        keys.forEach((key, index) => void found.push([String(key), values[index] as Row]));
        if (keys.length < CHUNK) return found;
        range = IDBKeyRange.lowerBound(keys[CHUNK - 1], true);
      }
    },
    change: (key, decide, strict) =>
      use(
        "readwrite",
        (rows) => {
          const { transaction } = rows;
          const reading = rows.get(key);
          reading.onsuccess = () => {
            steps++;
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
        },
        strict ? "strict" : "default",
      ),
    clear: () => use("readwrite", (rows) => promisifyRequest(rows.clear())),
    close() {
      void opening?.then((database) => database.close(), forget);
      forget();
    },
  };
}
