import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Session } from "../../answers/site.ts";
import type { PageState } from "../browser.ts";
import { type DayRange, dayIn, rangeOf } from "../period.ts";
import {
  type Filter,
  PAGES,
  type PageName,
  readView,
  serializeFilter,
  serializeView,
  type View,
} from "../view.ts";

/** Where in the board one is. */
export interface Route {
  view: ReadonlySignal<View>;
  /** Pages that the role may see. */
  pages: ReadonlySignal<readonly PageName[]>;
  page: ReadonlySignal<PageName>;
  site: ReadonlySignal<Session["sites"][number] | undefined>;
  survey: ReadonlySignal<Session["sites"][number]["surveys"][number] | undefined>;
  range: ReadonlySignal<DayRange>;
  /** Shows something else; the step can be gone back from. */
  go(change: Partial<View>): void;
  addFilter(filter: Filter): void;
  removeFilter(filter: Filter): void;
}

const PAGES_OF: Record<Session["role"], readonly PageName[]> = {
  analyst: ["figures"],
  care: ["calls"],
  admin: PAGES,
};

export function createRoute(
  page: PageState,
  session: ReadonlySignal<Session | null | undefined>,
  now: ReadonlySignal<Date>,
): Route {
  const view = signal(readView(page.search()));
  page.onReturn(() => {
    view.value = readView(page.search());
  });
  const go: Route["go"] = (change) => {
    const next = { ...view.peek(), ...change };
    const search = serializeView(next);
    if (search !== serializeView(view.peek())) page.go(search);
    view.value = next;
  };
  const pages = computed(() => (session.value ? PAGES_OF[session.value.role] : []));
  const site = computed(() => {
    const sites = session.value?.sites ?? [];
    return sites.find(({ key }) => key === view.value.site) ?? sites[0];
  });
  // As a text, so that the passing of time is no change until the day is another one.
  const today = computed(() => dayIn(session.value?.timeZone ?? "UTC", now.value));
  return {
    view,
    pages,
    page: computed(() => pages.value.find((name) => name === view.value.page) ?? pages.value[0] ?? "figures"),
    site,
    survey: computed(() => {
      const surveys = site.value?.surveys ?? [];
      return surveys.find(({ id }) => id === view.value.survey) ?? surveys[0];
    }),
    range: computed(() => rangeOf(view.value, today.value)),
    go,
    addFilter(filter) {
      const { filters } = view.peek();
      if (!filters.some((known) => isSame(known, filter))) go({ filters: [...filters, filter] });
    },
    removeFilter(filter) {
      go({ filters: view.peek().filters.filter((known) => !isSame(known, filter)) });
    },
  };
}

function isSame(left: Filter, right: Filter): boolean {
  return serializeFilter(left) === serializeFilter(right);
}
