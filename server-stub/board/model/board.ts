import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Api, asApiError, createApi } from "../api.ts";
import type { BrowserDependencies } from "../browser.ts";
import { formatFault } from "../sentences.ts";
import { type AdminModel, createAdmin } from "./admin.ts";
import { type CasesModel, createCases } from "./cases.ts";
import { createFigures, type FiguresModel } from "./figures.ts";
import { createLive, type Liveness } from "./live.ts";
import { createLooks, type Looks } from "./looks.ts";
import { createRoute, type Route } from "./route.ts";
import { createSession, type SessionModel } from "./session.ts";
import { createBriefMessage, repeat } from "./timers.ts";

/** The whole board: what components read, and what its user can do. */
export interface Board {
  api: Api;
  looks: Looks;
  session: SessionModel;
  route: Route;
  figures: FiguresModel;
  cases: CasesModel;
  admin: AdminModel;
  live: ReadonlySignal<Liveness>;
  /** The time, to the half minute. */
  now: ReadonlySignal<Date>;
  /** What is said to those who do not see it; empty: nothing. */
  said: ReadonlySignal<string>;
  /** Why a small change failed; empty if it did not. */
  failed: ReadonlySignal<string>;
  /** Gives a file. */
  saveFile: BrowserDependencies["saveFile"];
  print(): void;
  /** What was copied last. */
  copied: ReadonlySignal<string>;
  copy(text: string): Promise<void>;
}

/** How long a message stays. */
const FAULT_MS = 10_000;
const NEWS_MS = 5_000;
const CLOCK_INTERVAL_MS = 30_000;
/** Records come in bursts; figures are counted anew at most so often. */
const MIN_REFRESH_PAUSE_MS = 1_500;
/** And for at most a fifth of the time. */
const REFRESH_TIME_FACTOR = 5;

/**
 * @param base - address that the collector's paths are relative to
 */
export function createBoard(browser: BrowserDependencies, base: string): Board {
  const now = signal(browser.now());
  repeat(
    browser.later,
    () => CLOCK_INTERVAL_MS,
    () => {
      now.value = browser.now();
    },
  );

  const session: SessionModel = createSession(() => api);
  const api = createApi(browser, base, () => session.expire());
  const { current } = session;
  const looks = createLooks(
    browser.page,
    computed(() => current.value?.timeZone ?? "UTC"),
  );
  const route = createRoute(browser.page, current, now);
  const said = createBriefMessage(browser.later, NEWS_MS);
  const failed = createBriefMessage(browser.later, FAULT_MS);
  const onFault = (error: unknown) => failed.show(formatFault(asApiError(error), looks.words.peek()));
  const copied = signal("");

  const role = computed(() => current.value?.role);
  const page = route.page;
  const showsFigures = computed(() => {
    return role.value !== undefined && role.value !== "care" && page.value === "figures";
  });
  const seesCases = computed(() => role.value !== undefined && role.value !== "analyst");
  const figures = createFigures(api, route, { isOn: showsFigures, now: browser.now, onFault });
  const cases = createCases(api, route, {
    isOn: computed(() => seesCases.value && page.value !== "admin"),
    me: () => current.peek()?.name ?? "",
    onFault,
  });
  const admin = createAdmin(
    api,
    route,
    computed(() => role.value === "admin" && page.value === "admin"),
  );

  let isRefreshDue = false;
  const refreshFigures = () => {
    if (isRefreshDue) return;
    isRefreshDue = true;
    browser.later(Math.max(MIN_REFRESH_PAUSE_MS, REFRESH_TIME_FACTOR * figures.took()), () => {
      isRefreshDue = false;
      if (showsFigures.peek()) void figures.reload().then(() => said.show(looks.words.peek().updated));
    });
  };
  const live = createLive(
    api,
    browser,
    computed(() => (current.value && route.site.value?.key) || ""),
    {
      opened() {
        // A case that is never shown is missed for ever; a figure is counted anew with the next record.
        if (seesCases.peek()) void cases.reload();
      },
      missed() {
        if (showsFigures.peek()) void figures.reload();
        if (seesCases.peek()) void cases.reload();
      },
      record: refreshFigures,
      case(changed) {
        cases.receive(changed);
        refreshFigures();
      },
    },
  );
  effect(() => {
    if (current.value === null) for (const model of [figures, cases, admin]) model.forget();
  });
  void session.restore();

  return {
    api,
    looks,
    session,
    route,
    figures,
    cases,
    admin,
    live,
    now,
    said: said.text,
    failed: failed.text,
    saveFile: browser.saveFile,
    print: browser.print,
    copied,
    async copy(text) {
      if (await browser.copy(text)) {
        copied.value = text;
        said.show(looks.words.peek().copied);
      }
    },
  };
}
