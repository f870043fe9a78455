import { el } from "../shop/element.js";
import { both } from "../shop/language.js";

const KEY = "demo.journal";
const LENGTH = 60;

/** The last things that happened in this tab, over all its pages, newest first: `{ at, name, note }`. */
function readJournal() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function clock(at) {
  return new Date(at).toTimeString().slice(0, 8);
}

function entryLine({ at, name, note }) {
  return el(
    "li",
    { class: `entry entry-${name}` },
    el("time", {}, clock(at)),
    el("strong", {}, name),
    el("span", { class: "entry-note" }, note),
  );
}

/** The event log: `element` to put on the page, `write(name, note)` to add a line. */
export function makeJournal() {
  let entries = readJournal();
  const list = el("ol", {
    class: "journal plain",
    tabindex: "0",
    "aria-labelledby": "journal-name",
  });
  // All lines are made anew: lines that only moved down would count as a layout shift.
  const render = () => list.replaceChildren(...entries.map(entryLine));
  const keep = () => sessionStorage.setItem(KEY, JSON.stringify(entries));
  const clear = () => {
    entries = [];
    keep();
    render();
  };
  render();
  return {
    element: el(
      "section",
      { "aria-labelledby": "journal-name" },
      el(
        "div",
        { class: "section-head" },
        el("h3", { id: "journal-name" }, ...both({ en: "What happened", zh: "发生了什么" })),
        el(
          "button",
          { class: "text-button", type: "button", onclick: clear },
          ...both({ en: "Clear", zh: "清空" }),
        ),
      ),
      list,
    ),
    write(name, note = "") {
      entries = [{ at: Date.now(), name, note }, ...entries].slice(0, LENGTH);
      keep();
      render();
    },
  };
}
