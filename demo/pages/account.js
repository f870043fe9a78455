import { art, el } from "../shop/element.js";
import { fillFrame } from "../shop/frame.js";
import { both, money } from "../shop/language.js";
import { report } from "../shop/report.js";

const ORDERS = [
  {
    number: "HL-20417",
    art: "teapot",
    tone: "clay",
    state: { en: "On the road, due Thursday", zh: "运送中，预计周四送达" },
    sum: { en: 86, zh: 598 },
  },
  {
    number: "HL-19883",
    art: "tin",
    tone: "leaf",
    state: { en: "Delivered 3 November", zh: "11 月 3 日送达" },
    sum: { en: 64, zh: 456 },
  },
  {
    number: "HL-19102",
    art: "cake",
    tone: "paper",
    state: { en: "Delivered 18 September", zh: "9 月 18 日送达" },
    sum: { en: 48, zh: 328 },
  },
];

function orderLine(order) {
  return el(
    "li",
    { class: "order" },
    el("div", { class: `tile tone-${order.tone}` }, art(order.art)),
    el("div", {}, el("strong", {}, order.number), el("p", { class: "dim small" }, ...both(order.state))),
    el("span", { class: "price" }, ...money(order.sum)),
  );
}

fillFrame();
document.querySelector("[data-orders]").append(...ORDERS.map(orderLine));

const openedAt = Date.now();
document.querySelector("[data-address]").addEventListener("submit", (event) => {
  event.preventDefault();
  const saved = document.querySelector("[data-saved]");
  saved.replaceChildren(
    ...both({ en: "Saved. Open orders follow you.", zh: "已保存，未发出的订单会跟着改。" }),
  );
  report("form_submitted", { form: "address", seconds: Math.round((Date.now() - openedAt) / 1_000) });
});
