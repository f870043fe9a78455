import type { Way } from "./obtain.mjs";
import type { System } from "./system.mjs";

/** Path of PgBouncer on this machine, or undefined. */
export function findPgBouncer(): string | undefined;
/** Ways to get PgBouncer on a system; `run` starts a program and waits for it. */
export function pgBouncerWays(system: System, run?: (command: string, ...values: string[]) => void): Way[];
/** Path of PgBouncer; gets it if there is none. */
export function needPgBouncer(): string;
