import { addToCart } from "./cart.js";
import { art, el } from "./element.js";
import { both, money } from "./language.js";

/** A product as a card of the grid. */
export function productCard(product) {
  const said = el("span", { class: "card-said", role: "status" });
  const add = () => {
    addToCart(product.id);
    said.replaceChildren(...both({ en: "In your cart", zh: "已加入" }));
    setTimeout(() => said.replaceChildren(), 2_500);
  };
  return el(
    "li",
    { class: "card" },
    el(
      "a",
      { class: "card-link", href: `/product.html?item=${product.id}` },
      el("span", { class: `tile tone-${product.tone}` }, art(product.art)),
      el("span", { class: "card-name" }, ...both(product.name)),
      el("span", { class: "dim small" }, ...both(product.note)),
    ),
    el(
      "div",
      { class: "card-foot" },
      el("span", { class: "price" }, ...money(product.price)),
      said,
      el(
        "button",
        { class: "round", type: "button", onclick: add },
        el(
          "span",
          { class: "unseen" },
          ...both({ en: `Add ${product.name.en}`, zh: `加入 ${product.name.zh}` }),
        ),
        el("span", { "aria-hidden": "true", class: "plus" }),
      ),
    ),
  );
}
