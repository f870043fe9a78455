import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";
import { DISPLAYS, manifestOfLooks, QUESTIONS, SCALES, surveyId } from "../looks/specimens.ts";
import { openInChromium67, testsChromium67 } from "../support/chromium67.ts";
import { openPages } from "../support/pages.ts";

const Report = z.object({
  agent: z.string(),
  faults: z.array(z.string()),
  seen: z.record(z.string(), z.object({ fields: z.number(), width: z.number(), overflow: z.number() })),
});

/** Every question once, each in another display and size. */
const ids = Object.keys(QUESTIONS).map((question, index) => {
  const displays = Object.keys(DISPLAYS).filter((display) => display !== "tab");
  const display = displays[index % displays.length] ?? "";
  return surveyId(question, display, SCALES[index % 2] ?? "1");
});

/** Opens one after another and looks at it, in the words of the engine's own time. */
const VIEWER = `<script>
  var ids = ${JSON.stringify(ids)}, seen = {}, faults = [];
  addEventListener("error", function (event) { faults.push(String(event.message)); });
  addEventListener("unhandledrejection", function (event) { faults.push(String(event.reason)); });
  ["debug", "log", "info", "warn", "error"].forEach(function (kind) {
    console[kind] = function (text) { faults.push(kind + ": " + text); };
  });
  function dialogOf(id) {
    var host = document.querySelector('askling-prompt[data-survey="' + id + '"]');
    return host && host.shadowRoot && host.shadowRoot.querySelector("[role=dialog]");
  }
  function until(ask, then) {
    var timer = setInterval(function () {
      var found = ask();
      if (!found) return;
      clearInterval(timer);
      then(found);
    }, 20);
  }
  function next() {
    var id = ids.shift();
    if (!id) {
      var body = JSON.stringify({ agent: navigator.userAgent, faults: faults, seen: seen });
      return fetch("/report/" + encodeURIComponent(body));
    }
    askling.track(id);
    until(function () {
      var dialog = dialogOf(id);
      return dialog && dialog.querySelector("h2") && dialog.querySelector("button, a, input") && dialog;
    }, function (dialog) {
      setTimeout(function () {
        seen[id] = {
          fields: dialog.querySelectorAll("input, textarea, select, [role=radio], [role=checkbox], li, a, button").length,
          width: dialog.clientWidth,
          overflow: dialog.scrollWidth - dialog.clientWidth
        };
        askling.dismiss();
        until(function () { return !dialogOf(id); }, next);
      }, 150);
    });
  }
  until(function () { return window.askling && askling.track; }, next);
</script>`;

test.runIf(testsChromium67)(
  "in Chromium 67 every type of question shows, without a word on the console",
  {
    timeout: 120_000,
  },
  async () => {
    const manifest = JSON.stringify(manifestOfLooks());
    const pages = await openPages((path) => {
      if (path === "/surveys.json") return { body: manifest, type: "application/json" };
      if (path === "/picture.svg")
        return { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: "image/svg+xml" };
      if (path.startsWith("/dist/"))
        return {
          body: readFileSync(new URL(`../..${path}`, import.meta.url), "utf8"),
          type: "text/javascript",
        };
      if (path.startsWith("/report/")) {
        reports.push(decodeURIComponent(path.slice("/report/".length)));
        return "";
      }
      return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body><div id="in"></div>
      ${VIEWER}<script src="/dist/askling.js" data-surveys="/surveys.json" data-consent="granted"></script></body></html>`;
    });
    const reports: string[] = [];
    onTestFinished(() => pages.close());
    openInChromium67(pages.url);
    await expect.poll(() => reports, { timeout: 90_000, interval: 200 }).toHaveLength(1);
    const { agent, faults, seen } = Report.parse(JSON.parse(reports[0] ?? ""));
    expect(agent).toContain("HeadlessChrome/67.");
    expect(faults).toEqual([]);
    expect(Object.keys(seen)).toEqual(ids);
    for (const [id, { fields, width, overflow }] of Object.entries(seen)) {
      expect([id, fields > 1, width > 200, overflow]).toEqual([id, true, true, 0]);
    }
  },
);
