/** A way of getting a part. */
export interface Way {
  how: string;
  run(): void;
}

/** Finds a part, or gets it in the first way that succeeds; throws an error with what was tried. */
export function obtain(
  name: string,
  find: () => string | undefined,
  ways: readonly Way[],
  advice: string,
): string;
