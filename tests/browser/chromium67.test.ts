import { expect, test } from "vitest";
import * as z from "zod/mini";
import { openInChromium67, testsChromium67 } from "../support/chromium67.ts";
import { openSite } from "../support/site.ts";

const Report = z.object({ agent: z.string(), faults: z.array(z.string()), width: z.number() });

/** Answers as a respondent would, in the words of the engine's own time. */
const RESPONDENT = `<script>
  var faults = [];
  addEventListener("error", function (event) { faults.push(String(event.message)); });
  addEventListener("unhandledrejection", function (event) { faults.push(String(event.reason)); });
  ["debug", "log", "info", "warn", "error"].forEach(function (kind) {
    console[kind] = function (text) { faults.push(kind + ": " + text); };
  });
  function find(selector, use) {
    var timer = setInterval(function () {
      var host = document.querySelector("askling-prompt");
      var found = host && host.shadowRoot.querySelector(selector);
      if (!found) return;
      clearInterval(timer);
      use(found);
    }, 20);
  }
  find("[role=radio][value='9']", function (score) {
    var width = score.closest("[role=dialog]").clientWidth;
    score.click();
    find("textarea", function (field) {
      field.value = "Still fine";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      find(".primary", function (send) {
        send.click();
        find("[role=dialog] .done, [role=dialog] .tick", function () {
          fetch("/report/" + encodeURIComponent(JSON.stringify({
            agent: navigator.userAgent, faults: faults, width: width
          })));
        });
      });
    });
  });
</script>`;

for (const file of ["askling.js", "askling.full.js"])
  test.runIf(testsChromium67)(
    `in Chromium 67 ${file} shows, answers and delivers, without a word on the console`,
    async () => {
      const site = await openSite();
      const reports: string[] = [];
      const html = site.html({ head: RESPONDENT, tag: site.tag({ src: `${site.gate.url}/${file}` }) });
      site.pages.answer = (path) => {
        if (!path.startsWith("/report/")) return html;
        reports.push(decodeURIComponent(path.slice("/report/".length)));
        return "";
      };
      openInChromium67(site.pages.url);
      await expect
        .poll(() => site.records(), { timeout: 60_000 })
        .toMatchObject([{ state: "complete", answers: { score: 9, reason: "Still fine" } }]);
      await expect.poll(() => reports).toHaveLength(1);
      const { agent, faults, width } = Report.parse(JSON.parse(reports[0] ?? ""));
      expect(agent).toContain("HeadlessChrome/67.");
      expect(faults).toEqual([]);
      // The styles have arrived: it is a card, not the page's width.
      expect(width).toBeLessThan(500);
    },
  );
