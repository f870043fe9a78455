import { render } from "preact";
import { createBrowser } from "./browser.ts";
import { createBoard } from "./model/board.ts";
import { App } from "./parts/App.tsx";
import "./style.css";

/** The `keyCode` of a key that an input method has used itself. */
const USED_KEY_CODE = 229;

const root = document.getElementById("board");
if (root) {
  const board = createBoard(createBrowser(), new URL(".", document.baseURI).href);
  leaveKeysToInputMethods(document);
  render(<App board={board} />, root);
}

/**
 * Lets the keys that belong to an input method close no dialog, clear no field and send no form. WebKit reports the
 * key that ends a composition only after its end, by the code alone
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
function leaveKeysToInputMethods(page: Document): void {
  page.addEventListener(
    "keydown",
    (event) => {
      const { key, isComposing, keyCode } = event;
      if ((isComposing || keyCode === USED_KEY_CODE) && /^E(?:nter|scape)$/.test(key)) event.preventDefault();
    },
    true,
  );
}
