import type { Row } from "./row.ts";
import type { Rung } from "./storage-backend.ts";

/** Rows in localStorage, for browsers whose IndexedDB is missing, closed or hanging. */
export function localStorageRung(name: string): Rung {
  const prefix = `${name}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const read = (key: string): Row | undefined => {
    const text = localStorage.getItem(key);
    try {
      return JSON.parse(text || "") as Row;
    } catch {
      // Nothing, or something that is not ours.
      return undefined;
    }
  };
  return {
    durable: true,
    async entries() {
      const found: [string, Row][] = [];
      for (const key of keys()) {
        const row = read(key);
        if (row) found.push([key.slice(prefix.length), row]);
      }
      return found;
    },
    async change(key, decide) {
      const next = decide(read(prefix + key));
      if (next) localStorage.setItem(prefix + key, JSON.stringify(next));
      else localStorage.removeItem(prefix + key);
    },
    async clear() {
      for (const key of keys()) localStorage.removeItem(key);
    },
    close() {},
  };
}
