import { type ReadonlySignal, signal } from "@preact/signals";
import { ApiError } from "../api.ts";

/** Something that is fetched, and perhaps again. */
export interface Fetched<Value> {
  /** The last that arrived; stays while it is fetched again and if that fails. */
  value?: Value;
  /** Whether it is on its way. */
  busy: boolean;
  /** Why the last try came to nothing. */
  fault?: ApiError;
}

/** A place for what is fetched. */
export interface Resource<Value> {
  state: ReadonlySignal<Fetched<Value>>;
  /**
   * Fetches; calls off what is under way.
   *
   * @param afresh - forgets what was there, because it is of something else
   */
  load(get: (signal: AbortSignal) => Promise<Value>, afresh?: boolean): Promise<void>;
  /** Changes what is there. */
  change(edit: (value: Value) => Value): void;
  clear(): void;
}

/** An empty place. */
export function createResource<Value>(): Resource<Value> {
  const state = signal<Fetched<Value>>({ busy: false });
  let current: AbortController | undefined;
  return {
    state,
    async load(get, afresh = false) {
      current?.abort();
      const mine = new AbortController();
      current = mine;
      const { fault: _old, value, ...rest } = state.peek();
      state.value = { ...rest, ...(afresh || value === undefined ? {} : { value }), busy: true };
      try {
        const fetched = await get(mine.signal);
        if (current === mine) state.value = { value: fetched, busy: false };
      } catch (error) {
        if (current !== mine) return;
        const fault = error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
        const { value: kept } = state.peek();
        state.value = { ...(kept === undefined ? {} : { value: kept }), busy: false, fault };
      }
    },
    change(edit) {
      const { value } = state.peek();
      if (value !== undefined) state.value = { ...state.peek(), value: edit(value) };
    },
    clear() {
      current?.abort();
      current = undefined;
      state.value = { busy: false };
    },
  };
}

/** Whether a part of the collector is not there for this token: it is left out, not complained of. */
export function isAbsent({ fault }: Fetched<unknown>): boolean {
  return fault !== undefined && (fault.status === 404 || fault.status === 403);
}
