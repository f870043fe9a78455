import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Session } from "../../answers/site.ts";
import { type Api, ApiError, Nothing } from "../api.ts";

/** Logging in and out. */
export interface Door {
  /** `undefined` while that is not yet known, `null` for nobody. */
  session: ReadonlySignal<Session | null | undefined>;
  token: Signal<string>;
  /** Why the token was not taken. */
  fault: ReadonlySignal<ApiError | "empty" | "ended" | undefined>;
  busy: ReadonlySignal<boolean>;
  /** Finds out who is logged in. */
  knock(): Promise<void>;
  logIn(): Promise<void>;
  logOut(): Promise<void>;
  /** The collector no longer knows the session. */
  expire(): void;
}

export function createDoor(api: () => Api): Door {
  const session = signal<Session | null | undefined>(undefined);
  const token = signal("");
  const fault = signal<ApiError | "empty" | "ended" | undefined>(undefined);
  const busy = signal(false);
  const enter = async () => {
    session.value = await api().get(Session, "v1/session");
  };
  const attempt = async (task: () => Promise<void>) => {
    busy.value = true;
    try {
      await task();
    } catch (error) {
      fault.value = error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
    }
    busy.value = false;
  };
  return {
    session,
    token,
    fault,
    busy,
    async knock() {
      await attempt(enter);
      if (session.value === undefined) session.value = null;
      // Nobody has done anything wrong by coming here.
      if (fault.value instanceof ApiError && fault.value.status === 401) fault.value = undefined;
    },
    async logIn() {
      const given = token.value.trim();
      fault.value = given ? undefined : "empty";
      if (!given || busy.value) return;
      await attempt(async () => {
        await api().send(Nothing, "POST", "v1/session", {}, { body: { token: given } });
        token.value = "";
        await enter();
      });
    },
    async logOut() {
      await attempt(async () => {
        await api().send(Nothing, "DELETE", "v1/session");
        session.value = null;
      });
    },
    expire() {
      if (!session.value) return;
      session.value = null;
      fault.value = "ended";
    },
  };
}
