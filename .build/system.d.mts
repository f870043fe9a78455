/** A machine, and whether we may change it. */
export interface System {
  platform: string;
  arch: string;
  root: boolean;
  debian: boolean;
  ci: boolean;
}

export function thisSystem(): System;
/** Whether Debian's packages may be installed. */
export function canInstallPackages(system: System): boolean;
/** Whether what exists only for Linux, or needs root to be installed, belongs to the test run. */
export function needsLinuxParts(system: System): boolean;
/** The program and values that npm is started by; its own values follow. */
export function npmCommand(platform?: string, env?: NodeJS.ProcessEnv): string[];
