import type { PageState } from "./page.ts";

/** What tells of events as they come. */
export interface EventHandlers {
  opened(): void;
  /** The connection is gone; `final` if nobody will try to get it back by itself. */
  lost(final: boolean): void;
  event(name: "record" | "case", data: string): void;
}

/** What the models need of a browser. */
export interface Edges {
  now(): Date;
  /** Runs a task after some milliseconds; the function it returns calls it off. */
  later(ms: number, task: () => void): () => void;
  /** Listens to server-sent events; the function it returns stops it. */
  listen(url: string, handlers: EventHandlers): () => void;
  page: PageState;
  /** Puts a text on the clipboard; resolves to whether that was allowed. */
  copy(text: string): Promise<boolean>;
  /** Gives the user a file. */
  saveFile(name: string, type: string, content: string): void;
  print(): void;
}

/** The browser's own. */
export function browserEdges(page: PageState): Edges {
  return {
    now: () => new Date(),
    later(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    listen(url, { opened, lost, event }) {
      const source = new EventSource(url);
      source.onopen = opened;
      source.onerror = () => lost(source.readyState === EventSource.CLOSED);
      for (const name of ["record", "case"] as const)
        source.addEventListener(name, ({ data }) => event(name, String(data)));
      return () => source.close();
    },
    page,
    copy: (text) =>
      // Without encryption there is no clipboard.
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
