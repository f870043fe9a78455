import type { Row, StorageBackend } from "../loader/store/storage-backends.ts";
import type { KeyValueStorage } from "./api.ts";

/**
 * Rows as JSON in the app's own storage. One call at a time, so that a change is one step although the storage may
 * answer by promises.
 *
 * @param prefix - what the keys begin with
 */
export function keyValueBackend(storage: KeyValueStorage, prefix: string): StorageBackend {
  let last: Promise<unknown> = Promise.resolve();
  let steps = 0;

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  }

  const ownKeys = async () => (await storage.keys()).filter((key) => key.startsWith(prefix));

  async function read(key: string): Promise<Row | undefined> {
    const text = await storage.get(key);
    steps++;
    try {
      return typeof text === "string" ? (JSON.parse(text) as Row) : undefined;
    } catch {
      // Nothing, or something that another script has written.
      return undefined;
    }
  }

  return {
    durable: true,
    progress: () => steps,
    entries: () =>
      inTurn(async () => {
        const found: [string, Row][] = [];
        for (const key of await ownKeys()) {
          const row = await read(key);
          if (row) found.push([key.slice(prefix.length), row]);
        }
        return found;
      }),
    change: (key, decide) =>
      inTurn(async () => {
        const known = await read(prefix + key);
        const next = decide(known);
        if (!next) await storage.remove(prefix + key);
        else if (next !== known) await storage.set(prefix + key, JSON.stringify(next));
      }),
    clear: () =>
      inTurn(async () => {
        for (const key of await ownKeys()) await storage.remove(key);
      }),
    close() {},
  };
}
