import { el } from "../shop/element.js";
import { both } from "../shop/language.js";

const NETWORKS = {
  online: { en: "online", zh: "在线" },
  offline: { en: "offline", zh: "离线" },
  slow: { en: "slow", zh: "缓慢" },
  failing: { en: "failing", zh: "出错" },
};

/** The strip above the shop: opens the panel and sums it up. */
export function fillStrip(strip) {
  const network = el("span", { class: "strip-network" });
  const waiting = el("span", {}, "–");
  const toggle = el(
    "button",
    { class: "strip-toggle", type: "button", "aria-controls": "panel" },
    el("span", { class: "strip-icon", "aria-hidden": "true" }),
    ...both({ en: "What Askling is doing", zh: "Askling 在做什么" }),
  );
  const tellNetwork = () => {
    const { mode } = window.demoNetwork;
    network.dataset.mode = mode;
    network.replaceChildren(...both(NETWORKS[mode]));
  };
  strip.append(
    toggle,
    el(
      "span",
      { class: "strip-note", id: "strip-note" },
      ...both({ en: "A demonstration shop", zh: "演示商店" }),
    ),
    el(
      "span",
      { class: "strip-status" },
      network,
      el("span", { class: "strip-waiting" }, waiting, ...both({ en: " waiting", zh: " 条待发" })),
    ),
  );
  window.addEventListener("demo:network", tellNetwork);
  tellNetwork();
  return {
    toggle,
    tellWaiting(count) {
      waiting.textContent = String(count);
    },
  };
}
