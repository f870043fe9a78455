import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { type ApiError, asApiError } from "../api.ts";

/** Something that is fetched, and perhaps again. */
export interface Fetched<Value> {
  /** The last that arrived; stays while it is fetched again and if that fails. */
  value?: Value;
  /** Whether it is on its way. */
  busy: boolean;
  /** Why the last attempt failed. */
  fault?: ApiError;
}

/** A place for what is fetched. */
interface Resource<Value> {
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
      const own = new AbortController();
      current = own;
      const { value } = state.peek();
      state.value = { ...(afresh || value === undefined ? {} : { value }), busy: true };
      try {
        const fetched = await get(own.signal);
        if (current === own) state.value = { value: fetched, busy: false };
      } catch (error) {
        if (current !== own) return;
        const { value: kept } = state.peek();
        state.value = {
          ...(kept === undefined ? {} : { value: kept }),
          busy: false,
          fault: asApiError(error),
        };
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

/** What makes something be fetched. */
interface Request {
  /** Whether it is shown at all. */
  isOn: ReadonlySignal<boolean>;
  /** What is asked for, as a text, so that only what matters makes it be fetched again. */
  query: ReadonlySignal<string>;
  /** What the values belong to, such as a site. Default: the query. */
  subject?: ReadonlySignal<string>;
}

/**
 * Loads while something is shown: at once, when it is shown again, and when another thing is asked for.
 *
 * @param load - is told whether the subject is another one, so that what was there has to be forgotten
 */
export function loadOnChange(
  { isOn, query, subject = query }: Request,
  load: (isOther: boolean) => void,
): void {
  let loadedFor: string | undefined;
  effect(() => {
    void query.value;
    const wanted = subject.value;
    if (!isOn.value) return;
    const isOther = wanted !== loadedFor;
    loadedFor = wanted;
    untracked(() => load(isOther));
  });
}

/** Whether a part of the collector is not there for this token: it is left out, not complained of. */
export function isAbsent({ fault }: Fetched<unknown>): boolean {
  return fault !== undefined && (fault.status === 404 || fault.status === 403);
}
