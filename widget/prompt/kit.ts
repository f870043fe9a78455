/**
 * What the prompt lends to its own pieces: one Preact, one set of signals, the parts that questions are made
 * of. A piece imports all of these from here and carries none of them.
 */
export { signal } from "@preact/signals";
export { Fragment, h, render } from "preact";
export { fillText } from "../manifest/text.ts";
export { surplus } from "./frames.ts";
export { leaveToInputMethod } from "./inputMethod.ts";
export { Link } from "./Link.tsx";
export { mount } from "./mount.ts";
export { followArrow } from "./questions/arrows.ts";
export { drawFace, drawIcon } from "./questions/drawings.tsx";
export { limitText } from "./questions/limit.ts";
export { Scale } from "./questions/Scale.tsx";
export { paint } from "./theme.ts";
export { chooseMoreWords, chooseWords, prepareWords } from "./words/index.ts";
