/** Random numbers that a seed repeats. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number;
  /** True in so many of 100 cases. */
  percent(share: number): boolean;
  /** Another stream, of its own. */
  fork(name: string): Chance;
}

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (below) => Math.floor(next() * below),
    percent: (share) => next() * 100 < share,
    fork: (name) => chanceOf([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) | 0),
  };
}
