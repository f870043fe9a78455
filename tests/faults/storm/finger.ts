import type { Page } from "playwright-core";

/** A page that does not answer by then has died. */
const PATIENCE_MS = 8_000;

/** Runs something in a page; nothing comes back from a page that dies meanwhile. */
export async function within<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  try {
    return await Promise.race([work.catch(() => undefined), patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets the survey show; resolves to the record's id once the scores can be tapped. */
export function show(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () =>
      new Promise<string | undefined>((resolve) => {
        const askling = Object(window.askling);
        let id: string | undefined;
        const stop = askling.on("shown", ({ record }: { record: { id: string } }) => {
          stop();
          id = record.id;
        });
        void askling.show("visit", { force: true }).then(() => resolve(undefined));
        const look = () => {
          const host = document.querySelector("askling-prompt");
          if (id && host?.shadowRoot?.querySelector('[role="radio"]')) resolve(id);
          else setTimeout(look, 5);
        };
        look();
      }),
  );
}

/**
 * Where an answer lies: in IndexedDB, or only in localStorage, because IndexedDB had hung for two seconds. Chromium
 * writes localStorage to its files some seconds later, so that what kills the browser meanwhile takes it along.
 */
export type Place = "indexedDB" | "localStorage";

/** Taps a score; resolves to where the answer lies once the prompt has reacted. */
export function tapScore(page: Page, id: string, score: number): Promise<Place | undefined> {
  return page.evaluate(
    ([record, wanted]) =>
      new Promise<"indexedDB" | "localStorage" | undefined>((resolve) => {
        const root = document.querySelector("askling-prompt")?.shadowRoot;
        const radio = root?.querySelectorAll<HTMLElement>('[role="radio"]')[wanted];
        if (!radio) return resolve(undefined);
        const stop = Object(window.askling).on("answered", () => {
          stop();
          const isBelow = Object.keys(localStorage).some((key) => key.includes(record));
          resolve(isBelow ? "localStorage" : "indexedDB");
        });
        radio.click();
      }),
    [id, score] as const,
  );
}

/** Taps a button of the ending by its place: "Change my answer" comes before "Close". */
export function press(page: Page, which: "change" | "close"): Promise<boolean> {
  return page.evaluate(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        const root = document.querySelector("askling-prompt")?.shadowRoot;
        const close = root?.querySelector<HTMLElement>('[part~="close"]');
        const button =
          wanted === "close"
            ? close
            : [...(root?.querySelectorAll<HTMLElement>("button") ?? [])].find(
                ({ textContent }) => textContent === "Change my answer",
              );
        if (!button) return resolve(false);
        button.click();
        const look = () => {
          const host = document.querySelector("askling-prompt");
          if (wanted === "close" ? !host : host?.shadowRoot?.querySelector('[role="radio"]')) resolve(true);
          else setTimeout(look, 5);
        };
        look();
      }),
    which,
  );
}
