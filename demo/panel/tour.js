import { el } from "../shop/element.js";
import { both } from "../shop/language.js";

const STOPS = [
  { href: "/paid.html", name: { en: "Pay an order", zh: "支付订单" }, asks: "NPS" },
  { href: "/support.html", name: { en: "End a chat", zh: "结束对话" }, asks: "CSAT" },
  { href: "/account.html", name: { en: "Change an address", zh: "修改地址" }, asks: "CES" },
];

/** The three moments of this shop at which Askling asks. */
export function makeTour() {
  return el(
    "section",
    { "aria-labelledby": "tour-name" },
    el("h3", { id: "tour-name" }, ...both({ en: "Try it", zh: "试一试" })),
    el(
      "ul",
      { class: "tour plain" },
      ...STOPS.map(({ href, name, asks }) =>
        el("li", {}, el("a", { href }, ...both(name), el("span", { class: "hint" }, ` ${asks}`))),
      ),
    ),
  );
}
