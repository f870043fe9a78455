import { emptyCart, readCart, setQuantity, sumLines, watchCart } from "../shop/cart.js";
import { art, el } from "../shop/element.js";
import { fillFrame } from "../shop/frame.js";
import { both, money } from "../shop/language.js";
import { keepOrder } from "../shop/order.js";

const root = document.querySelector("[data-cart]");

function stepper({ product, quantity }) {
  const change = (step, sign, name) =>
    el(
      "button",
      {
        class: "round",
        type: "button",
        "data-step": `${product.id}${step}`,
        onclick: () => setQuantity(product.id, quantity + step),
      },
      el("span", { class: "unseen" }, ...both(name)),
      el("span", { class: sign, "aria-hidden": "true" }),
    );
  return el(
    "div",
    { class: "stepper" },
    change(-1, "minus", { en: `One ${product.name.en} less`, zh: `减一件 ${product.name.zh}` }),
    el("span", { class: "quantity" }, String(quantity)),
    change(1, "plus", { en: `One ${product.name.en} more`, zh: `加一件 ${product.name.zh}` }),
  );
}

function cartLine(line) {
  const { product } = line;
  return el(
    "li",
    { class: "line" },
    el("div", { class: `tile tone-${product.tone}` }, art(product.art)),
    el(
      "div",
      { class: "line-text" },
      el("a", { class: "line-name", href: `/product.html?item=${product.id}` }, ...both(product.name)),
      el("span", { class: "dim small" }, ...both(product.unit)),
    ),
    stepper(line),
    el("span", { class: "price line-price" }, ...money(sumLines([line]))),
  );
}

function pay(event) {
  event.preventDefault();
  keepOrder(readCart());
  emptyCart();
  location.assign("/paid.html");
}

function summary(lines) {
  const row = (name, value, className = "") =>
    el("div", { class: `sum ${className}` }, el("dt", {}, ...both(name)), el("dd", {}, ...value));
  const method = (value, name, checked) =>
    el(
      "label",
      { class: "method" },
      el("input", { type: "radio", name: "method", value, checked }),
      el("span", {}, ...both(name)),
    );
  return el(
    "form",
    { class: "block summary", onsubmit: pay },
    el("h2", {}, ...both({ en: "Summary", zh: "结算" })),
    el(
      "dl",
      {},
      row({ en: "Goods", zh: "商品" }, money(sumLines(lines))),
      row({ en: "Delivery", zh: "运费" }, both({ en: "On the house", zh: "免运费" })),
      row({ en: "Total", zh: "合计" }, money(sumLines(lines)), "total"),
    ),
    el(
      "fieldset",
      { class: "methods" },
      el("legend", {}, ...both({ en: "Pay with", zh: "支付方式" })),
      method("card", { en: "Card ending 4242", zh: "尾号 4242 的银行卡" }, true),
      method("wallet", { en: "Wallet", zh: "电子钱包" }),
    ),
    el("button", { class: "button", type: "submit" }, ...both({ en: "Pay now", zh: "立即支付" })),
    el(
      "p",
      { class: "dim small" },
      ...both({ en: "No money moves: this is a demonstration.", zh: "这是演示，不会扣款。" }),
    ),
  );
}

function emptyNote() {
  return el(
    "div",
    { class: "empty" },
    art("cups"),
    el(
      "p",
      { class: "dim" },
      ...both({ en: "Nothing in it yet. The kettle can wait.", zh: "还空着呢，水先烧着。" }),
    ),
    el("a", { class: "button", href: "/#shelf" }, ...both({ en: "See the shelf", zh: "看看茶架" })),
  );
}

function render() {
  const lines = readCart();
  // The button under the finger is made anew, so it gets the focus back.
  const focused = document.activeElement?.dataset?.step;
  root.toggleAttribute("data-empty", lines.length === 0);
  root.replaceChildren(
    ...(lines.length
      ? [el("ul", { class: "goods plain" }, ...lines.map(cartLine)), summary(lines)]
      : [emptyNote()]),
  );
  if (focused) root.querySelector(`[data-step="${focused}"]`)?.focus();
}

fillFrame();
watchCart(render);
render();
