import { el } from "../shop/element.js";
import { both } from "../shop/language.js";
import { makeCollected } from "./collected.js";
import { makeDecisions } from "./decisions.js";
import { describe } from "./describe.js";
import { makeDrawer } from "./drawer.js";
import { makeForget } from "./forget.js";
import { makeJournal } from "./journal.js";
import { makeOutbox } from "./outbox.js";
import { fillStrip } from "./strip.js";
import { fetchSurveys } from "./surveys.js";
import { makeSwitches } from "./switches.js";
import { makeTour } from "./tour.js";
import { listenToWidget, loadedWidget } from "./widget.js";

/** Cooldowns run out without an event, so the decisions are also asked for from time to time. */
const REFRESH_MS = 5_000;

const panel = document.querySelector("[data-panel-root]");
const strip = fillStrip(document.querySelector("[data-strip]"));
const journal = makeJournal();
const outbox = makeOutbox(strip.tellWaiting);
const decisions = makeDecisions(journal.write, () => drawer.makeWay());
const collected = makeCollected();
const drawer = makeDrawer(panel, strip.toggle, fillOnce);

panel.tabIndex = -1;
panel.setAttribute("aria-labelledby", "panel-name");
panel.append(
  el(
    "div",
    { class: "panel-head" },
    el("h2", { id: "panel-name" }, ...both({ en: "What Askling is doing", zh: "Askling 在做什么" })),
    el(
      "button",
      { class: "panel-close", type: "button", onclick: drawer.close },
      el("span", { class: "unseen" }, ...both({ en: "Close the panel", zh: "收起面板" })),
    ),
  ),
  makeTour(),
  makeSwitches(),
  outbox.element,
  decisions.element,
  collected.element,
  journal.element,
  makeForget(),
);

let filled = false;
async function fillOnce() {
  if (!filled) {
    filled = true;
    const surveys = await fetchSurveys();
    filled = surveys.length > 0;
    decisions.fill(surveys);
    collected.fill(surveys);
    await collected.refresh();
  }
  await refresh();
}

async function refresh() {
  if (!loadedWidget()) return;
  await outbox.refresh();
  if (drawer.isOpen()) await decisions.refresh();
}

listenToWidget((name, detail) => {
  journal.write(name, describe(detail));
  if (name === "shown") drawer.makeWay();
  if (name === "delivered") void collected.refresh();
  void refresh();
});
window.addEventListener("demo:request", ({ detail }) => {
  const outcome = detail.status ? String(detail.status) : "no connection";
  journal.write("request", `POST /v1/batches · ${outcome} · ${detail.ms} ms`);
});
window.addEventListener("demo:network", ({ detail }) => {
  journal.write("network", detail.mode);
  void refresh();
});
setInterval(() => document.visibilityState === "visible" && refresh(), REFRESH_MS);

journal.write("page", location.pathname);
void collected.refresh();
void (drawer.isOpen() ? fillOnce() : refresh());
// The widget's script may have come after this one.
window.addEventListener("load", () => refresh());
