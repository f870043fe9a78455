import { sumLines } from "./cart.js";
import { findProduct } from "./catalog.js";

const KEY = "shop.order";

/** Who opens the confirmation without having ordered sees this one. */
const SAMPLE = [
  { id: "longjing", quantity: 1 },
  { id: "gaiwan", quantity: 1 },
];

/** Keeps what was just paid for the confirmation page. */
export function keepOrder(lines) {
  const kept = lines.map(({ product, quantity }) => ({ id: product.id, quantity }));
  sessionStorage.setItem(KEY, JSON.stringify({ number: newNumber(), lines: kept }));
}

/** The order that was paid last in this tab: `{ number, lines, sum }`. */
export function readOrder() {
  const { number, lines } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {
    number: "HL-20417",
    lines: SAMPLE,
  };
  const found = lines.map(({ id, quantity }) => ({ product: findProduct(id), quantity }));
  return { number, lines: found, sum: sumLines(found) };
}

function newNumber() {
  return `HL-${20_000 + Math.floor(Math.random() * 9_000)}`;
}
