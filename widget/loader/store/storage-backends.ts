/** What the device keeps under one key; of two rows with the same key the higher `rev` is the newer. */
export interface Row {
  rev: number;
  /** Layout of the row, absent for 1; a script leaves layouts alone that are newer than itself. */
  v?: number;
}

/** One place to keep rows in. Any call may throw, reject or hang: the fallback store deals with that. */
export interface StorageBackend {
  /** Whether rows outlive the page. */
  durable: boolean;
  entries(): Promise<[string, Row][]>;
  /** A number that changes with every step of a call: a backend that is slow does not hang. Default: never. */
  progress?(): number;
  /**
   * Replaces one row in one atomic step; `undefined` removes it.
   *
   * @param strict - whether the row shall be on the disk before this resolves, where the place can promise it
   */
  change(key: string, decide: (row: Row | undefined) => Row | undefined, strict?: boolean): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
  /** Closes what it holds open; the next call opens it anew. */
  close(): void;
}

/** Rows that last as long as the page; the backend that never fails. */
export function memoryBackend(): StorageBackend {
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

/** Rows in localStorage, for browsers whose IndexedDB is missing, closed or hanging. */
export function localStorageBackend(name: string): StorageBackend {
  const prefix = `${name}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const read = (key: string): Row | undefined => {
    const text = localStorage.getItem(key);
    try {
      return JSON.parse(text || "") as Row;
    } catch {
      // Nothing, or something that another script has written.
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
