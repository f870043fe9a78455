/** Receives what a stream of server-sent events tells. */
export interface StreamHandlers {
  opened(): void;
  /** The connection is gone. `final`: the browser does not try to get it back. */
  lost(final: boolean): void;
  event(name: "record" | "case", data: string): void;
}

/** The page around the board: its address, what it remembers, how it looks. */
export interface PageState {
  /** The query of the address. */
  search(): string;
  /** Goes to another query; one can go back from it. */
  go(search: string): void;
  /** Tells when the user has gone back or forth. */
  onReturn(task: () => void): void;
  /** What was remembered on this device. */
  recall(name: string): string | undefined;
  remember(name: string, value: string): void;
  languages(): readonly string[];
  /** Sets the language, the title and the colours of the whole page. */
  applyLooks(looks: { language: string; title: string; scheme: string }): void;
}

/** All that the models need of a browser. */
export interface BrowserDependencies {
  fetch: typeof fetch;
  now(): Date;
  /** Runs a task after some milliseconds; the function it returns calls it off. */
  later(ms: number, task: () => void): () => void;
  /** A signal that aborts after some milliseconds. */
  timeout(ms: number): AbortSignal;
  /** Listens to server-sent events; the function it returns stops it. */
  listen(url: string, handlers: StreamHandlers): () => void;
  page: PageState;
  /** Puts a text on the clipboard; resolves to whether that was allowed. */
  copy(text: string): Promise<boolean>;
  /** Gives the user a file. */
  saveFile(name: string, type: string, content: string): void;
  print(): void;
}

/** The real browser. */
export function createBrowser(): BrowserDependencies {
  return {
    fetch: (...request) => fetch(...request),
    now: () => new Date(),
    later(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    timeout: (ms) => AbortSignal.timeout(ms),
    listen(url, { opened, lost, event }) {
      const source = new EventSource(url);
      source.onopen = opened;
      source.onerror = () => lost(source.readyState === EventSource.CLOSED);
      for (const name of ["record", "case"] as const)
        source.addEventListener(name, ({ data }) => event(name, String(data)));
      return () => source.close();
    },
    page: createPage(),
    copy: (text) =>
      // A page without encryption has no clipboard.
      navigator.clipboard
        ? navigator.clipboard.writeText(text).then(
            () => true,
            () => false,
          )
        : Promise.resolve(false),
    saveFile(name, type, content) {
      const url = URL.createObjectURL(new Blob([content], { type }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      // The download has begun by then in every browser.
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
    print: () => print(),
  };
}

const STORAGE_PREFIX = "askling-board-";

function createPage(): PageState {
  return {
    search: () => location.search,
    go: (search) => history.pushState(null, "", location.pathname + search),
    onReturn: (task) => addEventListener("popstate", task),
    recall(name) {
      try {
        return localStorage.getItem(STORAGE_PREFIX + name) ?? undefined;
      } catch {
        // Storage may be forbidden; then nothing is remembered.
        return undefined;
      }
    },
    remember(name, value) {
      try {
        localStorage.setItem(STORAGE_PREFIX + name, value);
      } catch {}
    },
    languages: () => navigator.languages,
    applyLooks({ language, title, scheme }) {
      const root = document.documentElement;
      root.lang = language;
      document.title = title;
      root.dataset.scheme = scheme;
    },
  };
}
