import { CATALOG } from "./catalog.js";

const KEY = "shop.cart";
const watchers = new Set();

/** The cart as `[{ product, quantity }]`, in the catalogue's order. */
export function readCart() {
  const kept = readKept();
  return CATALOG.filter((product) => kept[product.id] > 0).map((product) => ({
    product,
    quantity: kept[product.id],
  }));
}

/** Sets how many of a product are in the cart; none removes it. */
export function setQuantity(id, quantity) {
  const kept = { ...readKept(), [id]: Math.max(0, Math.min(99, quantity)) };
  localStorage.setItem(KEY, JSON.stringify(kept));
  for (const watcher of watchers) watcher();
}

export function addToCart(id, quantity = 1) {
  setQuantity(id, (readKept()[id] ?? 0) + quantity);
}

export function emptyCart() {
  localStorage.removeItem(KEY);
  for (const watcher of watchers) watcher();
}

export function countItems() {
  return readCart().reduce((count, line) => count + line.quantity, 0);
}

/** The sum of some lines in each market's currency. */
export function sumLines(lines) {
  const sum = (market) => lines.reduce((all, line) => all + line.product.price[market] * line.quantity, 0);
  return { en: sum("en"), zh: sum("zh") };
}

/** Calls back after every change, another tab's included. */
export function watchCart(watcher) {
  watchers.add(watcher);
  addEventListener("storage", (event) => event.key === KEY && watcher());
}

function readKept() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}
