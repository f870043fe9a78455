import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Erasure, Message, Messages, PastErasures } from "../../answers/site.ts";
import { type Api, ApiError } from "../api.ts";
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
  /** Resolves to whether the message waits to be sent again. */
  resend(message: Message): Promise<boolean>;
  kind: Signal<EraseKind>;
  id: Signal<string>;
  /** Whether the question is asked if it is really meant. */
  confirming: Signal<boolean>;
  erasing: ReadonlySignal<boolean>;
  erased: ReadonlySignal<Erasure | ApiError | undefined>;
  erase(): Promise<void>;
  /** What was erased earlier. */
  pastErasures: ReadonlySignal<Fetched<PastErasures>>;
  kiosk: Signal<boolean>;
  /** Lets go of everything. */
  forget(): void;
}

export function createAdmin(api: Api, route: Route, isOn: ReadonlySignal<boolean>): Admin {
  const messages = createResource<{ messages: Message[] }>();
  const pastErasures = createResource<PastErasures>();
  const resent = signal<string | ApiError | undefined>(undefined);
  const kind = signal<EraseKind>("users");
  const id = signal("");
  const confirming = signal(false);
  const erasing = signal(false);
  const erased = signal<Erasure | ApiError | undefined>(undefined);
  const key = () => route.site.peek()?.key ?? "";
  const loadMessages = (afresh = false) =>
    messages.load((stop) => api.get(Messages, "v1/messages", { key: key(), state: "dead" }, stop), afresh);
  const loadErasures = (afresh = false) =>
    pastErasures.load((stop) => api.get(PastErasures, "v1/erasures", { key: key() }, stop), afresh);
  const faultOf = (error: unknown) =>
    error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
  let loadedFor: string | undefined;
  effect(() => {
    const site = route.site.value?.key;
    if (!isOn.value) return;
    const isOther = site !== loadedFor;
    loadedFor = site;
    // What was said is of the site before.
    if (isOther) resent.value = erased.value = undefined;
    void loadMessages(isOther);
    void loadErasures(isOther);
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
      await loadMessages();
      return resent.value === message;
    },
    kind,
    id,
    confirming,
    erasing,
    erased,
    async erase() {
      // A second press would find nothing, and say that it failed.
      if (erasing.value) return;
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
      await loadErasures();
    },
    pastErasures: pastErasures.state,
    kiosk: signal(false),
    forget() {
      messages.clear();
      pastErasures.clear();
      loadedFor = undefined;
      resent.value = erased.value = undefined;
      id.value = "";
    },
  };
}
