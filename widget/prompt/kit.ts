/**
 * What the prompt lends to its own pieces: one Preact, one set of signals, the parts that questions are made
 * of. A piece imports all of these from here and carries none of them.
 */
export { computed, signal } from "@preact/signals";
export { Fragment, h } from "preact";
export { fillText } from "../manifest/text.ts";
export { Link } from "./Link.tsx";
export { drawIcon } from "./questions/drawings.tsx";
export { Scale } from "./questions/Scale.tsx";
export { chooseMoreWords } from "./words/index.ts";
