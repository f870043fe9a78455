import { productCard } from "../shop/card.js";
import { addToCart } from "../shop/cart.js";
import { CATALOG, findProduct } from "../shop/catalog.js";
import { art, el } from "../shop/element.js";
import { fillFrame } from "../shop/frame.js";
import { both, isChinese, money } from "../shop/language.js";

const product = findProduct(new URLSearchParams(location.search).get("item"));

function fact(name, value) {
  return el("div", {}, el("dt", { class: "dim" }, ...both(name)), el("dd", {}, ...both(value)));
}

function buyBox() {
  const said = el("p", { class: "said", role: "status" });
  const add = () => {
    addToCart(product.id);
    said.replaceChildren(
      ...both({ en: "Added. ", zh: "已加入。" }),
      el("a", { href: "/cart.html" }, ...both({ en: "Go to the cart", zh: "去购物车" })),
    );
  };
  return el(
    "div",
    { class: "buy" },
    el(
      "button",
      { class: "button", type: "button", onclick: add },
      ...both({ en: "Add to cart", zh: "加入购物车" }),
    ),
    said,
  );
}

fillFrame();
const title = document.querySelector("title");
title.dataset.en = `${product.name.en} · Hearth & Leaf`;
title.dataset.zh = `${product.name.zh} · 一叶茶舍`;
document.title = isChinese() ? title.dataset.zh : title.dataset.en;

document
  .querySelector("[data-product]")
  .append(
    el("div", { class: `tile tone-${product.tone}` }, art(product.art)),
    el(
      "div",
      { class: "product-text" },
      el("h1", {}, ...both(product.name)),
      el("p", { class: "note" }, ...both(product.note)),
      el(
        "p",
        { class: "cost" },
        el("span", { class: "price" }, ...money(product.price)),
        el("span", { class: "dim" }, ...both(product.unit)),
      ),
      buyBox(),
      el("p", { class: "story" }, ...both(product.story)),
      el(
        "dl",
        { class: "facts" },
        fact({ en: "From", zh: "产地" }, product.facts.origin),
        fact({ en: "Use", zh: "冲泡" }, product.facts.brew),
        fact({ en: "Sent", zh: "发货" }, { en: "Today, if ordered before noon", zh: "中午前下单，当天发出" }),
      ),
    ),
  );

const place = CATALOG.indexOf(product);
const also = [2, 3, 4].map((step) => CATALOG[(place + step) % CATALOG.length]);
document.querySelector("[data-also]").append(...also.map(productCard));
