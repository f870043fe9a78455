import { el } from "../shop/element.js";
import { fillFrame } from "../shop/frame.js";
import { both, charge, money } from "../shop/language.js";
import { readOrder } from "../shop/order.js";
import { report } from "../shop/report.js";

const order = readOrder();
const items = order.lines.reduce((count, line) => count + line.quantity, 0);

report("order_paid", { ...charge(order.sum), items, order: order.number });

const row = (name, value, className = "") =>
  el("div", { class: `row ${className}` }, el("dt", {}, ...name), el("dd", {}, ...value));

fillFrame();
document
  .querySelector("[data-receipt]")
  .append(
    el(
      "p",
      { class: "number" },
      el("span", { class: "dim" }, ...both({ en: "Order", zh: "订单号" })),
      el("strong", {}, order.number),
    ),
    el(
      "dl",
      {},
      ...order.lines.map(({ product, quantity }) =>
        row(
          [...both(product.name), el("span", { class: "dim" }, ` × ${quantity}`)],
          money({ en: product.price.en * quantity, zh: product.price.zh * quantity }),
        ),
      ),
      row(both({ en: "Paid", zh: "实付" }), money(order.sum), "total"),
    ),
  );
