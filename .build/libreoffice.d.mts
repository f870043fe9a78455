import type { Way } from "./obtain.mjs";
import type { System } from "./system.mjs";

/** Path of LibreOffice's command on this machine, or undefined. */
export function findLibreOffice(): string | undefined;
/** Ways to get LibreOffice on a system; `run` starts a program and waits for it. */
export function libreOfficeWays(system: System, run?: (command: string, ...values: string[]) => void): Way[];
/** Path of LibreOffice's command; gets it if there is none. */
export function needLibreOffice(): string;
