import type { Page } from "playwright-core";

/** Rows of the widget's IndexedDB, by key; whatever lies there. */
// biome-ignore lint/suspicious/noExplicitAny: tests read and write rows that no type describes
export type DeviceRows = Record<string, any>;

/** Reads the rows of the page's device, and writes those that `edit` returns. */
export async function editRows(page: Page, edit: (rows: DeviceRows) => DeviceRows): Promise<DeviceRows> {
  return page.evaluate(async (source) => {
    const change = new Function(`return (${source})`)();
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith("askling-"));
    if (!found?.name) return {};
    const database = await done(indexedDB.open(found.name));
    const store = database.transaction("rows", "readwrite").objectStore("rows");
    const keys = await done(store.getAllKeys());
    const values = await done(store.getAll());
    const rows = Object.fromEntries(keys.map((key, index) => [String(key), values[index]]));
    const written = change(rows);
    for (const key of Object.keys(written)) await done(store.put(written[key], key));
    database.close();
    return { ...rows, ...written };
  }, edit.toString());
}

/** The rows of the page's device. */
export const readRows = (page: Page): Promise<DeviceRows> => editRows(page, () => ({}));

/** Keys of the records that wait on the page's device. */
export async function waitingKeys(page: Page): Promise<string[]> {
  return Object.keys(await readRows(page)).filter((key) => key.startsWith("r:"));
}
