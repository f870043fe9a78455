import type { Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { callApi } from "./api.ts";
import { promptOn } from "./prompt.ts";
import { type FaultyProxy, openProxy } from "./proxy.ts";
import { openSite, type Site, type SiteOptions, type TagAttributes } from "./site.ts";

/** One question that shows only when it is called. */
export const ONE_SCORE = {
  id: "visit",
  questions: [{ id: "score", type: "nps", title: "How likely are you to recommend us to a friend?" }],
};

/** A site whose batches go through a bad network. */
export interface FaultySite extends Site {
  proxy: FaultyProxy;
  /** Ids and scores that the collector has, by id. */
  scores(): Promise<Record<string, unknown>>;
  /** Waits until exactly these answers have arrived, each once. */
  arrived(tapped: Readonly<Record<string, number>>, timeout?: number): Promise<void>;
  /** Waits until a page has nothing left to send. */
  empty(page: Page, timeout?: number): Promise<void>;
}

/** Opens it for one test. */
export async function openFaultySite(
  options: SiteOptions = {},
  attributes: TagAttributes = {},
): Promise<FaultySite> {
  const site = await openSite({ surveys: [ONE_SCORE], ...options });
  const proxy = await openProxy(site.collector.url);
  onTestFinished(() => proxy.close());
  const tag: Site["tag"] = (more = {}) =>
    site.tag({ "data-endpoint": `${proxy.url}/v1/batches`, ...attributes, ...more });
  const html: Site["html"] = (parts = {}) => site.html({ ...parts, tag: parts.tag ?? tag() });
  site.pages.answer = (path) => options.files?.[path] ?? { body: html(), headers: options.headers ?? {} };
  const scores = async () =>
    Object.fromEntries((await site.records()).map(({ id, answers }) => [id, answers.score]));
  return {
    ...site,
    tag,
    html,
    proxy,
    scores,
    async empty(page, timeout = 15_000) {
      await expect.poll(() => callApi(page, "pending"), { timeout }).toBe(0);
    },
    async arrived(tapped, timeout = 15_000) {
      await expect.poll(async () => answered(await scores()), { timeout }).toEqual(tapped);
    },
  };
}

const answered = (scores: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== undefined));

/** Shows the survey and taps a score the way a respondent does; resolves to the record's id. */
export async function tap(page: Page, score: number): Promise<string> {
  const shown = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const askling = Object(window.askling);
        const stop = askling.on("shown", ({ record }: { record: { id: string } }) => {
          stop();
          resolve(record.id);
        });
      }),
  );
  void callApi(page, "show", "visit", { force: true }).catch(() => {});
  const id = await shown;
  const radios = promptOn(page).dialog.getByRole("radio");
  await promptOn(page).score(score).click();
  await radios.first().waitFor({ state: "detached" });
  return id;
}

/** Closes the prompt that is open. */
export async function close(page: Page): Promise<void> {
  await promptOn(page).button("Close").click();
  await promptOn(page).host.waitFor({ state: "detached" });
}

/** Taps a score and closes the prompt. */
export async function tapAndClose(page: Page, score: number): Promise<string> {
  const id = await tap(page, score);
  await close(page);
  return id;
}
