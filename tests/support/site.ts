import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { SurveyRecord } from "../../widget/record/schema.ts";
import { newVisitor, type Visitor } from "./browser.ts";
import { startTestCollector, type TestCollector } from "./collector.ts";
import { type Gate, openGate } from "./gate.ts";
import { openPages, type PageFile, type PageServer } from "./pages.ts";

/** A record as the collector hands it out. */
export const StoredRecord = z.extend(SurveyRecord, {
  receivedAt: z.string(),
  verified: z.boolean(),
  identity: z.string(),
});
export type StoredRecord = z.infer<typeof StoredRecord>;

/** Attributes of the script tag; `undefined` leaves a usual one out. */
export type TagAttributes = Readonly<Record<string, string | undefined>>;

export interface SiteOptions {
  /** The surveys of the manifest; default one nps with a comment, shown on load. */
  surveys?: readonly unknown[];
  /** Further keys of the manifest. */
  manifest?: object;
  attributes?: TagAttributes;
  /** HTML before the script tag. */
  head?: string;
  body?: string;
  headers?: Record<string, string>;
  /** Files beside the page, by path. */
  files?: Record<string, PageFile>;
}

/** A customer's site with the widget on it, and its collector. */
export interface Site {
  collector: TestCollector;
  gate: Gate;
  pages: PageServer;
  /** The script tag as a customer pastes it; attributes override the usual ones. */
  tag(attributes?: TagAttributes): string;
  /** A whole page around a head and a body. */
  html(parts?: { head?: string; body?: string; tag?: string }): string;
  /** Opens a page of the site in a new browser of a new visitor. */
  visit(path?: string, options?: BrowserContextOptions): Promise<Visitor & { page: Page }>;
  /** Opens a page whose time stands still but for `page.clock`, however slow the machine is. */
  visitStill(path?: string): Promise<Page>;
  /** Waits until the page on which a survey could show listens for its triggers: only then the prompt is fetched. */
  listens(): Promise<void>;
  /** What the collector has, oldest first. */
  records(survey?: string): Promise<StoredRecord[]>;
}

/** A score and a comment, shown at once. */
export const SCORE_AND_COMMENT = {
  id: "visit",
  triggers: [{ on: "load" }],
  questions: [
    { id: "score", type: "nps", title: "How likely are you to recommend us to a friend?" },
    { id: "reason", type: "text", title: "What is the main reason for your score?" },
  ],
};

export const BODY = `<main>
  <h1>Example shop</h1>
  <p>Tea and teaware.</p>
  <button id="other">Something else</button>
  <label>Search <input id="search"></label>
</main>`;

/** Opens a site for one test. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const { surveys = [SCORE_AND_COMMENT], manifest = {}, attributes = {}, head = "", body = BODY } = options;
  const collector = await startTestCollector({ manifest: { version: 1, ...manifest, surveys } });
  const gate = await openGate(collector.url);

  const tag: Site["tag"] = (more = {}) => {
    const all: TagAttributes = {
      src: `${gate.url}/askling.js`,
      "data-key": "pk_shop",
      "data-surveys": `${gate.url}/v1/surveys?key=pk_shop`,
      "data-endpoint": `${gate.url}/v1/batches`,
      ...attributes,
      ...more,
    };
    const written = Object.entries(all).map(([name, value]) =>
      value === undefined ? "" : ` ${name}="${value.replace(/"/g, "&quot;")}"`,
    );
    return `<script async${written.join("")}></script>`;
  };
  const html: Site["html"] = (parts = {}) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Example shop</title>
${parts.head ?? head}
${parts.tag ?? tag()}
</head>
<body>${parts.body ?? body}</body>
</html>`;

  const pages = await openPages((path) => {
    const file = options.files?.[path];
    return file ?? { body: html(), headers: options.headers ?? {} };
  });
  onTestFinished(async () => {
    await pages.close();
    await gate.close();
    await collector.close();
  });

  let newest: Page | undefined;
  return {
    collector,
    gate,
    pages,
    tag,
    html,
    async visit(path = "/", contextOptions = {}) {
      const visitor = await newVisitor(contextOptions);
      const page = await visitor.context.newPage();
      newest = page;
      await page.goto(pages.url + path);
      return { ...visitor, page };
    },
    async visitStill(path = "/") {
      const { context } = await newVisitor();
      const page = await context.newPage();
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await page.goto(pages.url + path);
      // Delays begin once the triggers are there, which are fetched in idle time.
      await expect
        .poll(async () => {
          await page.clock.runFor(50);
          return gate.seen.map((one) => one.path);
        })
        .toContain("/askling-prompt.js");
      return page;
    },
    async listens() {
      await expect.poll(() => gate.seen.map((one) => one.path)).toContain("/askling-prompt.js");
      // What the surveys want beyond it is fetched next, and triggers are armed by then.
      await newest?.waitForLoadState("networkidle");
    },
    async records(survey = "visit") {
      const response = await collector.get(`/v1/surveys/${survey}/records.ndjson`);
      if (!response.ok) throw new Error(`The collector answers ${response.status}.`);
      const lines = (await response.text()).split("\n").filter(Boolean);
      return lines.map((line) => StoredRecord.parse(JSON.parse(line)));
    },
  };
}
