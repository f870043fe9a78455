import { countItems, watchCart } from "./cart.js";
import { isChinese, speak } from "./language.js";

const here = location.pathname.replace(/\/index\.html$/, "/");
const current = (href) => (here === href || here === href.replace(".html", "") ? ' aria-current="page"' : "");
const link = (href, en, zh) =>
  `<li><a href="${href}"${current(href)}><span lang="en">${en}</span><span lang="zh-CN">${zh}</span></a></li>`;

const HEADER = `
  <a class="brand" href="/">
    <svg class="brand-mark" viewBox="0 0 40 40" aria-hidden="true"><use href="/shop/art.svg#mark"/></svg>
    <span lang="en">Hearth &amp; Leaf</span><span lang="zh-CN">一叶茶舍</span>
  </a>
  <nav class="nav">
    <span class="unseen" id="nav-name"><span lang="en">Main</span><span lang="zh-CN">主导航</span></span>
    <ul class="plain">
      ${link("/", "Shop", "茶与器")}
      ${link("/support.html", "Support", "客服")}
      ${link("/account.html", "Account", "我的")}
    </ul>
  </nav>
  <div class="tools">
    <div class="languages" role="group" aria-label="Language 语言">
      <button type="button" data-language="en" lang="en-US">EN</button>
      <button type="button" data-language="zh-CN" lang="zh-Hans">中文</button>
    </div>
    <a class="cart-link" href="/cart.html"${current("/cart.html")}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 8h14l-1.2 11.200a1 1 0 0 1-1 .8H7.200a1 1 0 0 1-1-.8zM8.5 8V6.500a3.5 3.5 0 0 1 7 0V8"/></svg>
      <span class="unseen"><span lang="en">Cart, items:</span><span lang="zh-CN">购物车，件数：</span></span>
      <span class="cart-count" data-cart-count>0</span>
    </a>
  </div>`;

const FOOTER = `
  <div class="footer-inner">
    <p class="footer-brand"><span lang="en">Hearth &amp; Leaf</span><span lang="zh-CN">一叶茶舍</span></p>
    <p class="dim"><span lang="en">Tea and teaware, in small lots.</span><span lang="zh-CN">小批量的茶与茶器。</span></p>
    <ul class="plain">
      ${link("/", "Shop", "茶与器")}
      ${link("/support.html", "Support", "客服")}
      ${link("/account.html", "Account", "我的")}
      ${link("/privacy.html", "Privacy", "隐私")}
    </ul>
    <p class="dim small"><span lang="en">A demonstration: nothing here is sold, no payment is taken.</span><span lang="zh-CN">演示用商店：不出售商品，也不会扣款。</span></p>
  </div>`;

function fillHeader(header) {
  header.innerHTML = HEADER;
  header.querySelector("nav").setAttribute("aria-labelledby", "nav-name");
  const buttons = [...header.querySelectorAll("[data-language]")];
  const mark = () => {
    for (const button of buttons)
      button.setAttribute("aria-pressed", String((button.dataset.language === "zh-CN") === isChinese()));
  };
  for (const button of buttons)
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      mark();
    });
  mark();
  const count = header.querySelector("[data-cart-count]");
  const tally = () => {
    count.textContent = String(countItems());
    count.toggleAttribute("data-empty", countItems() === 0);
  };
  watchCart(tally);
  tally();
}

/** Fills the header and the footer that every page shares. */
export function fillFrame() {
  fillHeader(document.querySelector("[data-header]"));
  document.querySelector("[data-footer]").innerHTML = FOOTER;
}
