import type { Way } from "./obtain.mjs";
import type { System } from "./system.mjs";

/** Path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined;
/** Ways to get one on a system, the best first; `run` starts a program and waits for it. */
export function chromiumWays(system: System, run?: (command: string, ...values: string[]) => void): Way[];
/** Path of a Chromium; gets one if there is none. */
export function needChromium(): string;
/** What every headless Chromium of tests and measurements is started with. */
export const CHROMIUM_FLAGS: string[];
export const WITH_SCROLLBARS: { ignoreDefaultArgs: string[] };
