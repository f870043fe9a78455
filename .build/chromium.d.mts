/** Path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined;
/** Path of a Chromium; installs one if there is none. */
export function needChromium(): string;
export const WITH_SCROLLBARS: { ignoreDefaultArgs: string[] };
