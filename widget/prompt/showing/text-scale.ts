import type { Theme } from "../../manifest/schema.ts";

/** Text scale from 1 to 2: as given, or the reader's default font size over 16. */
export function chooseTextScale(wanted: Theme["textScale"], readersFont: () => number): number {
  const scale = typeof wanted === "number" ? wanted : readersFont() / 16;
  return Math.min(2, Math.max(1, scale || 1));
}

/** The reader's default font size, px: measured where nothing of the page reaches. */
export function readersFontPx(): number {
  const host = document.body.appendChild(document.createElement("askling-prompt"));
  const probe = host.attachShadow({ mode: "open" }).appendChild(document.createElement("i"));
  probe.style.cssText = "all:initial";
  const size = Number.parseFloat(getComputedStyle(probe).fontSize);
  host.remove();
  return size;
}
