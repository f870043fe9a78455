import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { openPages, type PageServer } from "../support/pages.ts";
import { type Cell, nameOf } from "./matrix.ts";
import { manifestOfLooks, PICTURE, surveyId } from "./specimens.ts";

const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><path fill="#9ab" d="M0 0h80v60H0z"/></svg>`;
const WORDS = "Freshly picked leaves, roasted slowly over wood, delivered in a tin. ";
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hearth &amp; Leaf</title>
<style>body{font:16px/1.5 system-ui;margin:24px;background:#f4f4f2;color:#222}
@media (prefers-color-scheme:dark){body{background:#0e1014;color:#ddd}}</style></head>
<body><main><h1>Hearth &amp; Leaf</h1><p>${WORDS.repeat(4)}</p><div id="in"></div><p>${WORDS.repeat(30)}</p></main>
<script src="/dist/askling.js" data-surveys="/surveys.json"></script></body></html>`;

/** Serves a page with every look on it, on call. */
export function openStand(): Promise<PageServer> {
  const manifest = JSON.stringify(manifestOfLooks());
  return openPages((path) => {
    if (path === "/surveys.json") return { body: manifest, type: "application/json" };
    if (path === PICTURE) return { body: DRAWING, type: "image/svg+xml" };
    if (!path.startsWith("/dist/")) return PAGE;
    return { body: readFileSync(new URL(`../..${path}`, import.meta.url), "utf8"), type: "text/javascript" };
  });
}

/**
 * Puts one look on the page, at rest.
 *
 * @param before - the look that is on the page
 */
export async function putOn(page: Page, url: string, cell: Cell, before?: Cell): Promise<void> {
  await page.emulateMedia({
    colorScheme: cell.scheme === "dark" ? "dark" : "light",
    reducedMotion: "reduce",
  });
  if (before && nameOf({ ...before, scheme: cell.scheme }) === nameOf(cell)) return;
  const id = surveyId(cell.question, cell.display, cell.scale);
  await page.setViewportSize({ width: Number(cell.width), height: cell.width === "1280" ? 800 : 720 });
  await page.goto(url);
  await page.waitForFunction(() => window.askling && !Array.isArray(window.askling));
  await page.evaluate(
    ([survey, language]) => {
      document.documentElement.lang = String(language);
      Reflect.get(Object(window.askling), "track")(survey);
    },
    [id, cell.language],
  );
  const host = page.locator(`askling-prompt[data-survey="${id}"]`);
  if (cell.display === "tab") await host.getByRole("button").first().click();
  const dialog = host.getByRole("dialog");
  await dialog.waitFor();
  await dialog.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const root = document.querySelector("askling-prompt")?.shadowRoot;
    return root?.getAnimations?.().every(({ playState }) => playState !== "running") ?? true;
  });
}
