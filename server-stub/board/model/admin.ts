import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Api, ApiError } from "../api.ts";
import { Erasure, Message, Messages } from "../shapes.ts";
import { createResource, type Fetched } from "./resource.ts";
import type { Route } from "./route.ts";

export const ERASE_KINDS = ["users", "visitors", "records"] as const;
export type EraseKind = (typeof ERASE_KINDS)[number];

/** What only an admin does. */
export interface Admin {
  /** Messages that were given up. */
  messages: ReadonlySignal<Fetched<{ messages: Message[] }>>;
  /** Id of the message that was sent again last, or why that failed. */
  resent: ReadonlySignal<string | ApiError | undefined>;
  resend(message: Message): Promise<void>;
  kind: Signal<EraseKind>;
  id: Signal<string>;
  /** Whether the question is asked if it is really meant. */
  confirming: Signal<boolean>;
  erasing: ReadonlySignal<boolean>;
  erased: ReadonlySignal<Erasure | ApiError | undefined>;
  erase(): Promise<void>;
  kiosk: Signal<boolean>;
  /** Lets go of everything. */
  forget(): void;
}

export function createAdmin(api: Api, route: Route, isOn: ReadonlySignal<boolean>): Admin {
  const messages = createResource<{ messages: Message[] }>();
  const resent = signal<string | ApiError | undefined>(undefined);
  const kind = signal<EraseKind>("users");
  const id = signal("");
  const confirming = signal(false);
  const erasing = signal(false);
  const erased = signal<Erasure | ApiError | undefined>(undefined);
  const key = () => route.site.peek()?.key ?? "";
  const load = () =>
    messages.load((stop) => api.get(Messages, "v1/messages", { key: key(), state: "dead" }, stop));
  const faultOf = (error: unknown) =>
    error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
  effect(() => {
    void route.site.value?.key;
    if (isOn.value) void load();
  });
  return {
    messages: messages.state,
    resent,
    async resend({ id: message, webhook }) {
      try {
        await api.send(
          Message,
          "POST",
          "v1/messages/resend",
          { key: key() },
          { body: { id: message, webhook } },
        );
        resent.value = message;
      } catch (error) {
        resent.value = faultOf(error);
      }
      await load();
    },
    kind,
    id,
    confirming,
    erasing,
    erased,
    async erase() {
      erasing.value = true;
      try {
        const path = `v1/${kind.value}/${encodeURIComponent(id.value.trim())}`;
        erased.value = await api.send(Erasure, "DELETE", path, { key: key() });
        id.value = "";
      } catch (error) {
        erased.value = faultOf(error);
      }
      erasing.value = false;
      confirming.value = false;
    },
    kiosk: signal(false),
    forget() {
      messages.clear();
      resent.value = erased.value = undefined;
      id.value = "";
    },
  };
}
