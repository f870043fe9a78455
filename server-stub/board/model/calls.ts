import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { AskingLink, Case, Cases } from "../../answers/cases.ts";
import { type QuestionLabels, Questions } from "../../answers/results.ts";
import { type Api, ApiError, type Parameters } from "../api.ts";
import { createResource, type Fetched } from "./resource.ts";
import type { Route } from "./route.ts";

/** What has been typed at a case and not yet been kept. */
export interface Draft {
  reason: string;
  action: string;
  note: string;
}

/** What can be changed of a case besides what is typed. */
export type CaseChange = Partial<Pick<Case, "status">> & { owner?: string | null };

export type CaseListing = { cases: Case[]; cursor: string | null; reasons: string[] };

/** Who is to be called, and the case that is open. */
export interface Calls {
  list: ReadonlySignal<Fetched<CaseListing>>;
  /** The open case; nothing while none is open. */
  open: ReadonlySignal<Fetched<Case>>;
  /** What the open case's survey asked. */
  questions: ReadonlySignal<Fetched<{ questions: QuestionLabels[] }>>;
  draft: Signal<Draft>;
  /** What became of the last change. */
  outcome: ReadonlySignal<"saved" | "conflict" | ApiError | undefined>;
  saving: ReadonlySignal<boolean>;
  link: ReadonlySignal<AskingLink | undefined>;
  reload(): Promise<void>;
  /** Lets go of everything. */
  forget(): void;
  loadMore(): Promise<void>;
  /** Keeps what was typed, together with a change. */
  save(change?: CaseChange): Promise<void>;
  makeLink(): Promise<void>;
  /** Opens a case about a record by hand, or shows the one there is. */
  openFor(record: string): Promise<void>;
  /** Takes a case as the stream tells it. */
  receive(changed: Case): void;
}

const EMPTY: Draft = { reason: "", action: "", note: "" };
const PER_PAGE = "50";
const WAITING: readonly Case["status"][] = ["open", "contacted"];

export function createCalls(
  api: Api,
  route: Route,
  { isOn, me, onFault }: { isOn: ReadonlySignal<boolean>; me(): string; onFault(error: unknown): void },
): Calls {
  const list = createResource<CaseListing>();
  const open = createResource<Case>();
  const questions = createResource<{ questions: QuestionLabels[] }>();
  const draft = signal(EMPTY);
  const outcome = signal<"saved" | "conflict" | ApiError | undefined>(undefined);
  const saving = signal(false);
  const link = signal<AskingLink | undefined>(undefined);
  const key = computed(() => route.site.value?.key ?? "");
  const asked = computed((): Parameters => {
    const { cases, mine } = route.view.value;
    // What is waiting is so whenever it was said; the rest is looked up for the period.
    const period = cases === "waiting" ? {} : route.range.value;
    return {
      key: key.value,
      survey: route.page.value === "figures" ? (route.survey.value?.id ?? "") : "",
      status: cases === "all" ? "" : cases === "waiting" ? WAITING.join(",") : cases,
      owner: mine ? me() : "",
      limit: PER_PAGE,
      ...period,
    };
  });
  const query = computed(() => JSON.stringify(asked.value));
  const fetchPage = async (cursor: string | undefined, stop: AbortSignal): Promise<CaseListing> => {
    const {
      cases,
      cursor: next,
      reasons = [],
    } = await api.get(Cases, "v1/cases", { ...asked.peek(), cursor }, stop);
    return { cases, cursor: next, reasons };
  };
  const load = (afresh: boolean) => list.load((stop) => fetchPage(undefined, stop), afresh);
  const path = (id: string) => `v1/cases/${encodeURIComponent(id)}`;
  const draftOf = ({ reason, action }: Case): Draft => ({
    reason: reason ?? "",
    action: action ?? "",
    note: "",
  });

  let lastKey = "";
  effect(() => {
    void query.value;
    if (!isOn.value) return;
    const afresh = key.value !== lastKey;
    lastKey = key.value;
    void load(afresh);
  });
  const openId = computed(() => (isOn.value ? route.view.value.open : ""));
  effect(() => {
    const id = openId.value;
    batch(() => {
      outcome.value = undefined;
      link.value = undefined;
      draft.value = EMPTY;
    });
    if (!id) return open.clear();
    void open
      .load((stop) => api.get(Case, path(id), { key: key.peek() }, stop), true)
      .then(() => {
        const { value } = open.state.peek();
        if (value?.id === id) draft.value = draftOf(value);
      });
  });

  const survey = computed(() => open.state.value.value?.survey ?? "");
  effect(() => {
    const id = survey.value;
    if (!id) return;
    const path = `v1/surveys/${encodeURIComponent(id)}/questions`;
    void questions.load((stop) => api.get(Questions, path, { key: key.peek() }, stop));
  });

  /** Takes a newer state without touching what was typed over an older one. */
  const take = (changed: Case) => {
    const before = open.state.peek().value;
    if (before?.id === changed.id && changed.version >= before.version) {
      const typed = draft.peek();
      const known = draftOf(before);
      const fresh = draftOf(changed);
      batch(() => {
        open.change(() => changed);
        draft.value = {
          reason: typed.reason === known.reason ? fresh.reason : typed.reason,
          action: typed.action === known.action ? fresh.action : typed.action,
          note: typed.note,
        };
      });
    }
    list.change((listing) => ({
      ...listing,
      cases: listing.cases.map((one) =>
        one.id === changed.id && one.version <= changed.version ? changed : one,
      ),
    }));
  };
  const attempt = async (task: () => Promise<void>) => {
    saving.value = true;
    outcome.value = undefined;
    try {
      await task();
    } catch (error) {
      outcome.value = error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
    }
    saving.value = false;
  };

  return {
    list: list.state,
    open: open.state,
    questions: questions.state,
    draft,
    outcome,
    saving,
    link,
    reload: () => load(false),
    forget() {
      for (const one of [list, open, questions]) one.clear();
    },
    async loadMore() {
      const { value } = list.state.peek();
      if (!value?.cursor) return;
      const { cursor } = value;
      await list.load(async (stop) => {
        const next = await fetchPage(cursor, stop);
        const known = new Set(value.cases.map(({ id }) => id));
        return { ...next, cases: [...value.cases, ...next.cases.filter(({ id }) => !known.has(id))] };
      });
    },
    async save(change = {}) {
      const { value } = open.state.peek();
      if (!value || saving.peek()) return;
      const typed = draft.peek();
      const { note } = typed;
      const [reason, action] = [typed.reason.trim(), typed.action.trim()];
      const known = draftOf(value);
      const body = {
        ...change,
        ...(reason === known.reason ? {} : { reason: reason || null }),
        ...(action === known.action ? {} : { action: action || null }),
        ...(note.trim() ? { note: note.trim() } : {}),
      };
      if (!Object.keys(body).length) return;
      await attempt(async () => {
        try {
          const headers = { "If-Match": `"${value.version}"` };
          const changed = await api.send(
            Case,
            "PATCH",
            path(value.id),
            { key: key.peek() },
            { body, headers },
          );
          if (draft.peek().note === note) draft.value = { ...draft.peek(), note: "" };
          take(changed);
          outcome.value = "saved";
          void load(false);
        } catch (error) {
          if (!(error instanceof ApiError && error.status === 412)) throw error;
          take(await api.get(Case, path(value.id), { key: key.peek() }));
          outcome.value = "conflict";
        }
      });
    },
    async makeLink() {
      const { value } = open.state.peek();
      if (!value || saving.peek()) return;
      await attempt(async () => {
        link.value = await api.send(AskingLink, "POST", `${path(value.id)}/link`, { key: key.peek() });
      });
    },
    async openFor(record) {
      try {
        const { id } = await api.send(Case, "POST", "v1/cases", { key: key.peek() }, { body: { record } });
        route.go({ open: id });
        void load(false);
      } catch (error) {
        const id = error instanceof ApiError ? error.id : "";
        if (!id) return onFault(error);
        route.go({ open: id });
      }
    },
    receive(changed) {
      take(changed);
      // What is new, or no longer fits the list, is for the collector to sort in.
      void load(false);
    },
  };
}
