import { el } from "../shop/element.js";
import { both } from "../shop/language.js";

const MODES = {
  online: {
    name: { en: "Online", zh: "在线" },
    hint: { en: "Answers go straight to the collector.", zh: "回答直接送到收集器。" },
  },
  offline: {
    name: { en: "Offline", zh: "离线" },
    hint: {
      en: "Answers stay in this browser. Close the page, open it again: they are still here.",
      zh: "回答留在浏览器里，关掉页面再打开也还在。",
    },
  },
  slow: {
    name: { en: "Slow", zh: "缓慢" },
    hint: { en: "The collector’s answer takes six seconds.", zh: "收集器六秒后才回应。" },
  },
  failing: {
    name: { en: "Failing", zh: "出错" },
    hint: {
      en: "The collector answers 500. The widget waits longer after each try.",
      zh: "收集器返回 500，组件每次多等一会儿再试。",
    },
  },
};

/** The choice of network for this tab. */
export function makeSwitches() {
  const hint = el("p", { class: "hint", role: "status" });
  const tell = () => hint.replaceChildren(...both(MODES[window.demoNetwork.mode].hint));
  const choice = ([mode, { name }]) =>
    el(
      "label",
      {},
      el("input", {
        type: "radio",
        name: "demo-network",
        value: mode,
        checked: mode === window.demoNetwork.mode,
        onchange: () => {
          window.demoNetwork.choose(mode);
          tell();
        },
      }),
      el("span", {}, ...both(name)),
    );
  tell();
  return el(
    "section",
    {},
    el(
      "fieldset",
      { class: "network" },
      el("legend", {}, ...both({ en: "Network to the collector", zh: "到收集器的网络" })),
      el("div", { class: "segments" }, ...Object.entries(MODES).map(choice)),
    ),
    hint,
  );
}
