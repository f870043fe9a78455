import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Erasure, Message, Messages, PastErasures } from "../../answers/site.ts";
import { type Api, type ApiError, asApiError } from "../api.ts";
import { createResource, type Fetched, loadOnChange } from "./resource.ts";
import type { Route } from "./route.ts";

export const ERASE_KINDS = ["users", "visitors", "records"] as const;
type EraseKind = (typeof ERASE_KINDS)[number];

/** What only an admin does. */
export interface AdminModel {
  /** Messages that were given up. */
  messages: ReadonlySignal<Fetched<Messages>>;
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
  /** Forgets everything. */
  forget(): void;
}

export function createAdmin(api: Api, route: Route, isOn: ReadonlySignal<boolean>): AdminModel {
  const messages = createResource<Messages>();
  const pastErasures = createResource<PastErasures>();
  const resent = signal<string | ApiError | undefined>(undefined);
  const kind = signal<EraseKind>("users");
  const id = signal("");
  const confirming = signal(false);
  const erasing = signal(false);
  const erased = signal<Erasure | ApiError | undefined>(undefined);
  const site = computed(() => route.site.value?.key ?? "");
  const parameters = () => ({ key: site.peek() });
  const loadMessages = (isOther = false) =>
    messages.load(
      (stop) => api.get(Messages, "v1/messages", { ...parameters(), state: "dead" }, stop),
      isOther,
    );
  const loadErasures = (isOther = false) =>
    pastErasures.load((stop) => api.get(PastErasures, "v1/erasures", parameters(), stop), isOther);
  loadOnChange({ isOn, query: site }, (isOther) => {
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
        const target = { path: "v1/messages/resend", parameters: parameters() };
        await api.send(Message, "POST", target, { body: { id: message, webhook } });
        resent.value = message;
      } catch (error) {
        resent.value = asApiError(error);
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
        erased.value = await api.send(Erasure, "DELETE", { path, parameters: parameters() });
        id.value = "";
      } catch (error) {
        erased.value = asApiError(error);
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
      resent.value = erased.value = undefined;
      id.value = "";
    },
  };
}
