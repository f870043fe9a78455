import type { System } from "./system.mjs";

/** Something that the tests need beside npm's packages. */
export interface TestPart {
  name: string;
  /** Finds it or gets it; throws a sentence where it can do neither. */
  need?(): string;
  /** The environment variable that tells the tests where it is. */
  variable?: string;
  /** Required only in the test run of CI and of root on Debian. */
  linuxOnly?: boolean;
}

/** Gets every part ready; returns what is missing, in sentences, and the names of what is not for this system. */
export function testParts(
  parts?: readonly TestPart[],
  system?: System,
): { missing: string[]; notHere: string[] };
