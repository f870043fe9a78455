import type { Row } from "./row.ts";
import type { Rung } from "./rung.ts";

/** Rows in localStorage, for browsers whose IndexedDB is missing, closed or hanging. */
export function localStorageRung(name: string): Rung {
  const prefix = `${name}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return {
    durable: true,
    async entries() {
      const found: [string, Row][] = [];
      for (const key of keys())
        try {
          found.push([key.slice(prefix.length), JSON.parse(localStorage.getItem(key) as string) as Row]);
        } catch {}
      return found;
    },
    async change(key, decide) {
      const text = localStorage.getItem(prefix + key);
      const next = decide(text ? (JSON.parse(text) as Row) : undefined);
      if (next) localStorage.setItem(prefix + key, JSON.stringify(next));
      else localStorage.removeItem(prefix + key);
    },
    async clear() {
      for (const key of keys()) localStorage.removeItem(key);
    },
    close() {},
  };
}
