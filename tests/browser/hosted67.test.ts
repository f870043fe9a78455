import { createServer, type IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openInChromium67, testsChromium67 } from "../support/chromium67.ts";
import { startTestCollector } from "../support/collector.ts";
import { listenLocally } from "../support/listen.ts";

/** Answers as a respondent would, in the words of the engine's own time, and tells what went wrong on the way. */
const RESPONDENT = `
  var faults = [];
  document.addEventListener("securitypolicyviolation", function (event) { faults.push(event.violatedDirective); });
  addEventListener("error", function (event) { faults.push(String(event.message)); });
  addEventListener("unhandledrejection", function (event) { faults.push(String(event.reason)); });
  var timer = setInterval(function () {
    var host = document.querySelector("askling-prompt");
    var score = host && host.shadowRoot.querySelector("[role=radio][aria-checked=true]");
    var next = host && host.shadowRoot.querySelector(".primary");
    if (!score || !next) return;
    clearInterval(timer);
    var width = score.closest("[role=dialog]").clientWidth;
    next.click();
    fetch("/report?" + encodeURIComponent([score.value, width > 300, getComputedStyle(next).borderRadius].concat(faults).join()));
  }, 50);`;

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

test.runIf(testsChromium67)(
  "in Chromium 67 a survey's page keeps its policy, its looks and the answer selected beforehand",
  async () => {
    const questions = [{ id: "score", type: "nps", title: "Would you recommend us?" }];
    const collector = await startTestCollector({
      manifest: { version: 1, surveys: [{ id: "old", questions }] },
    });
    onTestFinished(() => collector.close());
    const reports: string[] = [];
    const server = createServer(async (request, response) => {
      const { url = "/", method = "GET", headers } = request;
      if (url.startsWith("/report?")) reports.push(decodeURIComponent(url.slice("/report?".length)));
      if (url === "/respondent.js") return void response.end(RESPONDENT);
      const body = method === "POST" ? await readAll(request) : null;
      const type = headers["content-type"];
      const answer = await fetch(collector.url + url, {
        method,
        body,
        headers: type ? { "Content-Type": type } : {},
      });
      const text = await answer.text();
      for (const name of ["content-type", "content-security-policy"]) {
        const value = answer.headers.get(name);
        if (value) response.setHeader(name, value);
      }
      response.writeHead(answer.status);
      response.end(text.replace("</head>", '<script src="/respondent.js"></script></head>'));
    });
    const proxy = await listenLocally(server);
    onTestFinished(() => proxy.close());

    openInChromium67(`${proxy.url}/s/old?score=9&channel=old`);
    await expect.poll(() => reports, { timeout: 60_000 }).toEqual(["9,true,10.24px"]);
    const read = async () => (await (await collector.get("/v1/surveys/old/records")).json()).records;
    await expect
      .poll(read, { timeout: 15_000 })
      .toMatchObject([{ state: "complete", answers: { score: 9 } }]);
  },
);
