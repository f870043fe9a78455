import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { AskingLink, Case, Cases } from "../../answers/cases.ts";
import { Questions } from "../../answers/results.ts";
import { type Api, ApiError, asApiError, type Parameters } from "../api.ts";
import { type CaseChange, changeIn, type Draft, draftOf, EMPTY_DRAFT, rebaseDraft } from "../case.ts";
import { createResource, type Fetched, loadOnChange } from "./resource.ts";
import type { Route } from "./route.ts";

/** The cases that are listed, and the one that is open. */
export interface CasesModel {
  list: ReadonlySignal<Fetched<Cases>>;
  /** The open case; nothing while none is open. */
  open: ReadonlySignal<Fetched<Case>>;
  /** What the open case's survey asked. */
  questions: ReadonlySignal<Fetched<Questions>>;
  draft: Signal<Draft>;
  /** How the last change ended. */
  outcome: ReadonlySignal<"saved" | "conflict" | ApiError | undefined>;
  saving: ReadonlySignal<boolean>;
  link: ReadonlySignal<AskingLink | undefined>;
  reload(): Promise<void>;
  /** Forgets everything. */
  forget(): void;
  loadMore(): Promise<void>;
  /** Saves what was typed, together with a change. */
  save(change?: CaseChange): Promise<void>;
  makeLink(): Promise<void>;
  /** Opens a case about a record by hand, or shows the one there is. */
  openFor(record: string): Promise<void>;
  /** Takes a case as the stream tells it. */
  receive(changed: Case): void;
}

/** What the model of cases needs of the board. */
interface CasesContext {
  isOn: ReadonlySignal<boolean>;
  /** Name of the token that is logged in. */
  me(): string;
  onFault(error: unknown): void;
}

const PAGE_SIZE = "50";
const WAITING: readonly Case["status"][] = ["open", "contacted"];

export function createCases(api: Api, route: Route, { isOn, me, onFault }: CasesContext): CasesModel {
  const list = createResource<Cases>();
  const open = createResource<Case>();
  const questions = createResource<Questions>();
  const draft = signal(EMPTY_DRAFT);
  const outcome = signal<"saved" | "conflict" | ApiError | undefined>(undefined);
  const saving = signal(false);
  const link = signal<AskingLink | undefined>(undefined);
  const site = computed(() => route.site.value?.key ?? "");
  const parameters = computed((): Parameters => {
    const { cases, mine } = route.view.value;
    // What is waiting is so whenever it was said; the rest is looked up for the period.
    const period = cases === "waiting" ? {} : route.range.value;
    return {
      key: site.value,
      survey: route.page.value === "figures" ? (route.survey.value?.id ?? "") : "",
      status: cases === "all" ? "" : cases === "waiting" ? WAITING.join(",") : cases,
      owner: mine ? me() : "",
      limit: PAGE_SIZE,
      ...period,
    };
  });
  const getPage = (cursor: string | undefined, stop: AbortSignal) =>
    api.get(Cases, "v1/cases", { ...parameters.peek(), cursor }, stop);
  const load = (isOther: boolean) => list.load((stop) => getPage(undefined, stop), isOther);
  const target = (id: string, more = "") => ({
    path: `v1/cases/${encodeURIComponent(id)}${more}`,
    parameters: { key: site.peek() },
  });
  const getCase = (id: string, stop?: AbortSignal) => {
    const { path, parameters } = target(id);
    return api.get(Case, path, parameters, stop);
  };

  const query = computed(() => JSON.stringify(parameters.value));
  loadOnChange({ isOn, query, subject: site }, (isOther) => void load(isOther));

  const openId = computed(() => (isOn.value ? route.view.value.open : ""));
  effect(() => {
    const id = openId.value;
    batch(() => {
      outcome.value = undefined;
      link.value = undefined;
      draft.value = EMPTY_DRAFT;
    });
    if (!id) return open.clear();
    void open
      .load((stop) => getCase(id, stop), true)
      .then(() => {
        const { value } = open.state.peek();
        if (value?.id === id) draft.value = draftOf(value);
      });
  });

  const survey = computed(() => open.state.value.value?.survey ?? "");
  effect(() => {
    if (!survey.value) return;
    const path = `v1/surveys/${encodeURIComponent(survey.value)}/questions`;
    void questions.load((stop) => api.get(Questions, path, { key: site.peek() }, stop));
  });

  /** Takes a newer state without touching what was typed over an older one. */
  const take = (changed: Case) => {
    const before = open.state.peek().value;
    if (before?.id === changed.id && changed.version >= before.version)
      batch(() => {
        open.change(() => changed);
        draft.value = rebaseDraft(draft.peek(), draftOf(before), draftOf(changed));
      });
    list.change((page) => ({
      ...page,
      cases: page.cases.map((listed) =>
        listed.id === changed.id && listed.version <= changed.version ? changed : listed,
      ),
    }));
  };
  const attempt = async (task: () => Promise<void>) => {
    saving.value = true;
    outcome.value = undefined;
    try {
      await task();
    } catch (error) {
      outcome.value = asApiError(error);
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
      for (const resource of [list, open, questions]) resource.clear();
    },
    async loadMore() {
      const { value } = list.state.peek();
      if (!value?.cursor) return;
      const { cursor, cases } = value;
      await list.load(async (stop) => {
        const next = await getPage(cursor, stop);
        const known = new Set(cases.map(({ id }) => id));
        return { ...next, cases: [...cases, ...next.cases.filter(({ id }) => !known.has(id))] };
      });
    },
    async save(change = {}) {
      const shown = open.state.peek().value;
      if (!shown || saving.peek()) return;
      const sent = draft.peek();
      const body = { ...change, ...changeIn(sent, shown) };
      if (!Object.keys(body).length) return;
      await attempt(async () => {
        try {
          const headers = { "If-Match": `"${shown.version}"` };
          const changed = await api.send(Case, "PATCH", target(shown.id), { body, headers });
          draft.value = rebaseDraft(draft.peek(), sent, draftOf(changed));
          take(changed);
          outcome.value = "saved";
          void load(false);
        } catch (error) {
          if (!(error instanceof ApiError && error.status === 412)) throw error;
          take(await getCase(shown.id));
          outcome.value = "conflict";
        }
      });
    },
    async makeLink() {
      const { value } = open.state.peek();
      if (!value || saving.peek()) return;
      await attempt(async () => {
        link.value = await api.send(AskingLink, "POST", target(value.id, "/link"));
      });
    },
    async openFor(record) {
      try {
        const collection = { path: "v1/cases", parameters: { key: site.peek() } };
        const { id } = await api.send(Case, "POST", collection, { body: { record } });
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
