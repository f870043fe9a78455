import { el } from "../shop/element.js";
import { both } from "../shop/language.js";
import { loadedWidget } from "./widget.js";

function ruleRow({ rule, pass, detail }) {
  return el(
    "li",
    { class: pass ? "rule rule-pass" : "rule rule-stop" },
    el(
      "span",
      { class: "unseen" },
      ...both(pass ? { en: "Passes: ", zh: "通过：" } : { en: "Stops: ", zh: "不通过：" }),
    ),
    el("strong", {}, rule),
    el("span", {}, detail),
  );
}

function verdict(rows) {
  const stops = rows.filter((row) => !row.pass);
  if (!stops.length) return both({ en: "yes, at its event", zh: "可以，只等触发" });
  const names = stops.map((row) => row.rule).join(", ");
  return both({ en: `held by ${names}`, zh: `受限于 ${names}` });
}

/** One survey: what the widget would decide now, and a button that asks for it regardless. */
function makeDecision(survey, write, onShow) {
  const chip = el("span", { class: "chip" });
  const rules = el("ul", { class: "rules plain" });
  const show = async () => {
    const widget = loadedWidget();
    if (!widget) return;
    onShow();
    const result = await widget.show(survey.id, { force: true });
    if (!result.shown) write("not shown", `${survey.id} · ${result.reason}`);
  };
  return {
    element: el(
      "li",
      { class: "decision" },
      el(
        "details",
        {},
        el("summary", {}, el("span", { class: "decision-name" }, ...both(survey.name)), chip),
        rules,
      ),
      el(
        "button",
        { class: "small-button", type: "button", onclick: show },
        ...both({ en: "Show now", zh: "立即显示" }),
        el("span", { class: "unseen" }, ": ", ...both(survey.name)),
      ),
    ),
    async refresh() {
      const rows = await loadedWidget()?.explain(survey.id);
      if (!rows) return;
      chip.replaceChildren(...verdict(rows));
      chip.classList.toggle(
        "chip-go",
        rows.every((row) => row.pass),
      );
      rules.replaceChildren(...rows.map(ruleRow));
    },
  };
}

/** What the widget decides about each survey, kept fresh by `refresh()`. */
export function makeDecisions(write, onShow) {
  let decisions = [];
  const list = el("ul", { class: "decisions plain" });
  return {
    element: el(
      "section",
      { "aria-labelledby": "decisions-name" },
      el("h3", { id: "decisions-name" }, ...both({ en: "Would it ask now?", zh: "现在会询问吗？" })),
      list,
      el(
        "p",
        { class: "hint" },
        ...both({
          en: "Pace in this demo: one prompt a minute, three a visit. A real shop would write 14 days and one.",
          zh: "演示的节奏：每分钟最多一次，每次访问三次。真实商店会写 14 天和一次。",
        }),
      ),
    ),
    fill(surveys) {
      decisions = surveys.map((survey) => makeDecision(survey, write, onShow));
      list.replaceChildren(...decisions.map((decision) => decision.element));
    },
    refresh: () => Promise.all(decisions.map((decision) => decision.refresh())),
  };
}
