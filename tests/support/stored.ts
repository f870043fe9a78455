import type { Page } from "playwright-core";

/** Everything that the page's origin keeps: rows of IndexedDB, keys of both storages, cookies. */
export async function storedOnDevice(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
    if (document.cookie) found.push(document.cookie);
    const finished = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await finished(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await finished(database.transaction(store).objectStore(store).getAllKeys());
        found.push(...keys.map((key) => `${name}/${store}/${key}`));
      }
      database.close();
    }
    return found;
  });
}
