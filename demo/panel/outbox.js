import { el } from "../shop/element.js";
import { both } from "../shop/language.js";
import { loadedWidget } from "./widget.js";

/** How many records wait on the device; `onCount` hears every new number. */
export function makeOutbox(onCount) {
  const count = el("span", { class: "big" }, "–");
  const said = el("span", { role: "status", class: "hint" });

  const refresh = async () => {
    const pending = await loadedWidget()?.pending();
    if (pending === undefined) return;
    count.textContent = String(pending);
    onCount(pending);
  };
  const flush = async () => {
    const result = await loadedWidget()?.flush();
    if (!result) return;
    const { delivered, pending } = result;
    said.replaceChildren(
      ...both({
        en: `${delivered} delivered, ${pending} left.`,
        zh: `送达 ${delivered} 条，剩 ${pending} 条。`,
      }),
    );
    await refresh();
  };

  return {
    element: el(
      "section",
      { "aria-labelledby": "outbox-name" },
      el("h3", { id: "outbox-name" }, ...both({ en: "Outbox on this device", zh: "本机待发箱" })),
      el(
        "div",
        { class: "outbox" },
        el(
          "p",
          {},
          count,
          el("span", { class: "hint" }, ...both({ en: "not yet delivered", zh: "条记录尚未送达" })),
        ),
        el(
          "button",
          { class: "small-button", type: "button", onclick: flush },
          ...both({ en: "Send now", zh: "立即发送" }),
        ),
      ),
      said,
    ),
    refresh,
  };
}
