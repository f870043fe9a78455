import {
  memoryBackend,
  type Row,
  type StorageBackend,
} from "../../../../widget/loader/store/storage-backends.ts";

/** How a backend behaves: `rejects` before it decides, `aborts` after that, `stalls` until it is told to go on. */
export type Mood = "works" | "throws" | "rejects" | "aborts" | "hangs" | "stalls";

/** A backend that fails as told; beneath lies real memory. */
export interface FaultyBackend extends StorageBackend {
  mood: Mood;
  /** What lies on it, whatever its mood. */
  rows(): Promise<Record<string, Row>>;
  /** Puts a row straight onto it. */
  lay(key: string, row: Row): Promise<void>;
  /** Lets all calls that stall run now. */
  goOn(): void;
  /** Calls so far. */
  calls: number;
  closed: boolean;
}

export function faultyBackend(durable = true): FaultyBackend {
  const memory = memoryBackend();
  const stalled: (() => void)[] = [];

  function run<Value>(work: () => Promise<Value>): Promise<Value> {
    backend.calls++;
    switch (backend.mood) {
      case "throws":
        throw new Error("no storage here");
      case "rejects":
        return Promise.reject(new Error("closed"));
      case "hangs":
        return new Promise(() => {});
      case "stalls":
        return new Promise((resolve, reject) => {
          stalled.push(() => work().then(resolve, reject));
        });
      default:
        return work();
    }
  }

  const backend: FaultyBackend = {
    durable,
    mood: "works",
    calls: 0,
    closed: false,
    rows: async () => Object.fromEntries(await memory.entries()),
    lay: (key, row) => memory.change(key, () => row),
    goOn() {
      backend.mood = "works";
      for (const work of stalled.splice(0)) work();
    },
    entries: () => run(() => memory.entries()),
    change: (key, decide) =>
      run(async () => {
        if (backend.mood !== "aborts") return memory.change(key, decide);
        const before = (await backend.rows())[key];
        decide(before);
        throw new Error("quota");
      }),
    clear: () => run(() => memory.clear()),
    close() {
      backend.closed = true;
    },
  };
  return backend;
}
