import { el } from "./element.js";

const root = document.documentElement;
const englishTitle = document.querySelector("title")?.dataset.en ?? "";

/** The shop's languages; a text is `{ en, zh }`. */
export const isChinese = () => root.lang === "zh-CN";

/** A text in both languages: the style sheet shows the one that `<html lang>` asks for. */
export function both({ en, zh }) {
  return [el("span", { lang: "en" }, en), el("span", { lang: "zh-CN" }, zh)];
}

/** Prices are set per market, `{ en: dollars, zh: yuan }`. */
export function money({ en, zh }) {
  return both({ en: print("en-US", "USD", en), zh: print("zh-CN", "CNY", zh) });
}

function print(locale, currency, amount) {
  return new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: 0 }).format(
    amount,
  );
}

/** What one pays here: the amount and its currency. */
export function charge({ en, zh }) {
  return isChinese() ? { amount: zh, currency: "CNY" } : { amount: en, currency: "USD" };
}

/** Puts the page into a language and remembers it. */
export function speak(language) {
  root.lang = language;
  const title = document.querySelector("title");
  if (title) document.title = isChinese() ? (title.dataset.zh ?? "") : englishTitle;
  localStorage.setItem("shop.language", language);
  const address = new URL(location.href);
  if (!address.searchParams.has("lang")) return;
  address.searchParams.set("lang", language);
  history.replaceState(history.state, "", address);
}
