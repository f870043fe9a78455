import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Session } from "../../answers/site.ts";
import { type Api, ApiError, asApiError, NoContent } from "../api.ts";

/** Logging in and out. */
export interface SessionModel {
  /** `undefined` while that is not yet known, `null` where nobody is logged in. */
  current: ReadonlySignal<Session | null | undefined>;
  /** The token that is being typed. */
  token: Signal<string>;
  /** Why the last attempt failed: `empty`: no token; `ended`: the collector has ended the session. */
  fault: ReadonlySignal<ApiError | "empty" | "ended" | undefined>;
  busy: ReadonlySignal<boolean>;
  /** Finds out who is logged in. */
  restore(): Promise<void>;
  logIn(): Promise<void>;
  logOut(): Promise<void>;
  /** The collector no longer knows the session. */
  expire(): void;
}

/** @param api - asked for only when it is used: it is made after this, since it ends a session that is no longer one */
export function createSession(api: () => Api): SessionModel {
  const current = signal<Session | null | undefined>(undefined);
  const token = signal("");
  const fault = signal<ApiError | "empty" | "ended" | undefined>(undefined);
  const busy = signal(false);
  const load = async () => {
    current.value = await api().get(Session, "v1/session");
  };
  const attempt = async (task: () => Promise<void>) => {
    busy.value = true;
    try {
      await task();
    } catch (error) {
      fault.value = asApiError(error);
    }
    busy.value = false;
  };
  return {
    current,
    token,
    fault,
    busy,
    async restore() {
      await attempt(load);
      if (current.value === undefined) current.value = null;
      // To come without a session is no failure.
      if (fault.value instanceof ApiError && fault.value.status === 401) fault.value = undefined;
    },
    async logIn() {
      const given = token.value.trim();
      fault.value = given ? undefined : "empty";
      if (!given || busy.value) return;
      await attempt(async () => {
        await api().send(NoContent, "POST", { path: "v1/session" }, { body: { token: given } });
        token.value = "";
        await load();
      });
    },
    async logOut() {
      await attempt(async () => {
        await api().send(NoContent, "DELETE", { path: "v1/session" });
        current.value = null;
      });
    },
    expire() {
      if (!current.value) return;
      current.value = null;
      fault.value = "ended";
    },
  };
}
