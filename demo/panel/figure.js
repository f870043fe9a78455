import { el, svg } from "../shop/element.js";
import { both } from "../shop/language.js";

const percent = (share) => Math.round(share * 100);

/** How each kind of score is read: its name, its figure and the scale that the figure lies on. */
const KINDS = {
  nps: { name: "NPS", figure: (one) => one.nps, print: Math.round, from: -100, to: 100, unit: "" },
  csat: { name: "CSAT", figure: (one) => one.satisfied, print: percent, from: 0, to: 1, unit: " %" },
  ces: { name: "CES", figure: (one) => one.easy, print: percent, from: 0, to: 1, unit: " %" },
};

/** The figure of a scored question of the results, with its interval; words instead while there is none. */
export function scoreFigure(question) {
  const kind = KINDS[question?.type];
  const value = kind?.figure(question);
  if (typeof value !== "number")
    return [el("p", { class: "hint" }, ...both({ en: "No answers yet.", zh: "还没有回答。" }))];
  const [low, high] = question.ci95 ?? [value, value];
  const [from, to] = [low, high].map((end) => `${kind.print(end)}`.replace("-", "−"));
  return [
    el(
      "p",
      { class: "figure" },
      el("span", { class: "hint" }, kind.name),
      el("span", { class: "big" }, `${kind.print(value)}${kind.unit}`.replace("-", "−")),
      el(
        "span",
        { class: "hint" },
        ...both({
          en: `95 %: ${from} to ${to}${kind.unit}`,
          zh: `95 % 区间：${from} 至 ${to}${kind.unit}`,
        }),
      ),
    ),
    intervalBar(kind, value, low, high),
  ];
}

function intervalBar({ from, to }, value, low, high) {
  const place = (one) => (200 * (one - from)) / (to - from);
  return svg(
    "svg",
    { class: "interval", viewBox: "-5 0 210 12", "aria-hidden": "true" },
    svg("line", { class: "interval-scale", x1: 0, x2: 200, y1: 6, y2: 6 }),
    svg("line", { class: "interval-span", x1: place(low), x2: place(high), y1: 6, y2: 6 }),
    svg("circle", { class: "interval-dot", cx: place(value), cy: 6, r: 5 }),
  );
}
