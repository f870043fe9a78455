/** The page around the board: its address, what it remembers, how it looks. */
export interface PageState {
  /** The query of the address. */
  search(): string;
  /** Goes to another query; `replace` leaves no step to go back to. */
  go(search: string, how: "push" | "replace"): void;
  /** Tells when the user has gone back or forth. */
  onReturn(task: () => void): void;
  /** What was remembered on this device. */
  recall(name: string): string | undefined;
  remember(name: string, value: string): void;
  languages(): readonly string[];
  /** Sets the language, the title and the colours of the whole page. */
  dress(looks: { language: string; title: string; scheme: string }): void;
}

const PREFIX = "askling-board-";

/** The browser's own page. */
export function browserPage(): PageState {
  return {
    search: () => location.search,
    go(search, how) {
      const address = location.pathname + search;
      if (how === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    },
    onReturn: (task) => addEventListener("popstate", task),
    recall(name) {
      try {
        return localStorage.getItem(PREFIX + name) ?? undefined;
      } catch {
        // Storage may be forbidden; then nothing is remembered.
        return undefined;
      }
    },
    remember(name, value) {
      try {
        localStorage.setItem(PREFIX + name, value);
      } catch {}
    },
    languages: () => navigator.languages,
    dress({ language, title, scheme }) {
      const root = document.documentElement;
      root.lang = language;
      document.title = title;
      root.dataset.scheme = scheme;
    },
  };
}
