import { el } from "../shop/element.js";
import { both } from "../shop/language.js";
import { loadedWidget } from "./widget.js";

/** A database that another tab keeps open must not hold up the fresh start. */
const PATIENCE_MS = 1_500;

/** Erases what Askling keeps on this device, waiting answers too, and starts over as a new visitor. */
async function forgetVisitor() {
  const widget = loadedWidget();
  widget?.setConsent(false);
  widget?.destroy();
  const databases = (await indexedDB.databases?.()) ?? [];
  const names = databases.map(({ name }) => name).filter((name) => name?.startsWith("askling"));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.all(names.map(deleteDatabase)), late]);
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage)) if (key.startsWith("askling")) storage.removeItem(key);
  location.reload();
}

function deleteDatabase(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onerror = resolve;
  });
}

/** The button that makes this browser a new visitor. */
export function makeForget() {
  return el(
    "section",
    {},
    el(
      "button",
      { class: "small-button", type: "button", onclick: forgetVisitor, "aria-describedby": "forget-hint" },
      ...both({ en: "Forget this visitor", zh: "忘记这位访客" }),
    ),
    el(
      "p",
      { class: "hint", id: "forget-hint" },
      ...both({
        en: "Erases what Askling keeps in this browser, undelivered answers too, so that every survey may ask again.",
        zh: "清除 Askling 在此浏览器中的全部数据（包括未送达的回答），所有问卷可以重新询问。",
      }),
    ),
  );
}
