import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Api, ApiError, createApi } from "../api.ts";
import type { Edges } from "../edges.ts";
import { faultText } from "../faultText.ts";
import { type Admin, createAdmin } from "./admin.ts";
import { type Calls, createCalls } from "./calls.ts";
import { createDoor, type Door } from "./door.ts";
import { createFigures, type Figures } from "./figures.ts";
import { createLive, type Liveness } from "./live.ts";
import { createLooks, type Looks } from "./looks.ts";
import { createRoute, type Route } from "./route.ts";

/** The whole board: what components read, and what its user can do. */
export interface Board {
  api: Api;
  looks: Looks;
  door: Door;
  route: Route;
  figures: Figures;
  calls: Calls;
  admin: Admin;
  live: ReadonlySignal<Liveness>;
  /** The time, to the half minute. */
  now: ReadonlySignal<Date>;
  /** What is said to those who do not see it. */
  said: ReadonlySignal<string>;
  /** Why a small change came to nothing; empty if it did not. */
  failed: ReadonlySignal<string>;
  /** Gives a file. */
  saveFile: Edges["saveFile"];
  print(): void;
  /** What was copied last. */
  copied: ReadonlySignal<string>;
  copy(text: string): Promise<void>;
}

/** How long it is told that a small change came to nothing. */
const FAULT_MS = 10_000;
const TICK_MS = 30_000;
/** Records come in bursts; figures are counted anew at most so often. */
const CALM_MS = 1_500;
/** And never for more than a fifth of the time. */
const SHARE_OF_TIME = 5;

/**
 * @param base - address that the collector's paths are relative to
 */
export function createBoard(edges: Edges, base: string): Board {
  const now = signal(edges.now());
  const tick = () => {
    now.value = edges.now();
    edges.later(TICK_MS, tick);
  };
  edges.later(TICK_MS, tick);

  const door: Door = createDoor(() => api);
  const api = createApi(base, () => door.expire());
  const { session } = door;
  const looks = createLooks(
    edges.page,
    computed(() => session.value?.timeZone ?? "UTC"),
  );
  const route = createRoute(edges.page, session, now);
  const said = signal("");
  const copied = signal("");
  const failed = signal("");
  const tell = (error: unknown) => {
    failed.value = error instanceof ApiError ? faultText(error, looks.words.peek()) : String(error);
    edges.later(FAULT_MS, () => (failed.value = ""));
  };
  const role = computed(() => session.value?.role);
  const figures = createFigures(api, route, {
    isOn: computed(() => role.value !== undefined && role.value !== "care" && route.page.value === "figures"),
    now: edges.now,
    onTagFault: tell,
  });
  const calls = createCalls(api, route, {
    onFault: tell,
    isOn: computed(
      () => role.value !== undefined && role.value !== "analyst" && route.page.value !== "admin",
    ),
    me: () => session.peek()?.name ?? "",
  });
  const admin = createAdmin(
    api,
    route,
    computed(() => role.value === "admin" && route.page.value === "admin"),
  );

  const maySeeFigures = () => role.peek() !== "care" && route.page.peek() === "figures";
  let waiting = false;
  const refresh = () => {
    if (waiting) return;
    waiting = true;
    edges.later(Math.max(CALM_MS, SHARE_OF_TIME * figures.took()), () => {
      waiting = false;
      if (!session.peek() || !maySeeFigures()) return;
      void figures.reload().then(() => {
        said.value = looks.words.peek().updated;
      });
    });
  };
  const live = createLive(
    api,
    edges,
    computed(() => (session.value && route.site.value?.key) || ""),
    {
      opened() {
        // A case that is never shown is nobody's; a figure is counted anew with the next record.
        if (role.peek() !== "analyst") void calls.reload();
      },
      missed() {
        if (!session.peek()) return;
        if (maySeeFigures()) void figures.reload();
        if (role.peek() !== "analyst") void calls.reload();
      },
      record: refresh,
      case(changed) {
        calls.receive(changed);
        refresh();
      },
    },
  );
  effect(() => {
    // A message stays only as long as it is news.
    if (said.value) edges.later(5_000, () => (said.value = ""));
  });
  effect(() => {
    if (session.value === null) for (const one of [figures, calls, admin]) one.forget();
  });
  void door.knock();

  return {
    api,
    looks,
    door,
    route,
    figures,
    calls,
    admin,
    live,
    now,
    said,
    failed,
    saveFile: edges.saveFile,
    print: edges.print,
    copied,
    async copy(text) {
      if (await edges.copy(text)) {
        copied.value = text;
        said.value = looks.words.peek().copied;
      }
    },
  };
}
