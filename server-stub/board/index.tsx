import { render } from "preact";
import { browserEdges } from "./edges.ts";
import { leaveKeysToInputMethods } from "./inputMethod.ts";
import { createBoard } from "./model/board.ts";
import { browserPage } from "./page.ts";
import { App } from "./parts/App.tsx";
import "./style.css";

const root = document.getElementById("board");
if (root) {
  const board = createBoard(browserEdges(browserPage()), new URL(".", document.baseURI).href);
  leaveKeysToInputMethods(document);
  render(<App board={board} />, root);
}
