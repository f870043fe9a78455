import { DISPLAYS, LANGUAGES, QUESTIONS, SCALES } from "./specimens.ts";

/** Everything that looks depend on, and what it may be. */
export const DIMENSIONS = {
  question: Object.keys(QUESTIONS),
  display: Object.keys(DISPLAYS),
  width: ["320", "360", "768", "1280"],
  scheme: ["light", "dark"],
  language: [...LANGUAGES],
  scale: [...SCALES],
};

export type Dimension = keyof typeof DIMENSIONS;
/** One look: a value of each dimension. */
export type Cell = Record<Dimension, string>;

const NAMES = Object.keys(DIMENSIONS).filter((name): name is Dimension => name in DIMENSIONS);

/** Every look there is. */
export function allCells(): Cell[] {
  return NAMES.reduce<Partial<Cell>[]>(
    (cells, name) => cells.flatMap((cell) => DIMENSIONS[name].map((value) => ({ ...cell, [name]: value }))),
    [{}],
  ).map(complete);
}

/**
 * A set of looks in which every two values of two dimensions meet: each look is the one that brings together the
 * most that have not met, of those that start with the first such pair.
 */
export function pairwiseCells(): Cell[] {
  const unmet = new Set<string>();
  const pair = (a: Dimension, b: Dimension, cell: Partial<Cell>) => `${a}=${cell[a]}&${b}=${cell[b]}`;
  const pairs = NAMES.flatMap((a, index) => NAMES.slice(index + 1).map((b) => [a, b] as const));
  for (const [a, b] of pairs)
    for (const one of DIMENSIONS[a])
      for (const other of DIMENSIONS[b]) unmet.add(pair(a, b, { [a]: one, [b]: other }));

  const gain = (cell: Partial<Cell>, name: Dimension) =>
    pairs.filter(([a, b]) => {
      const met = (a === name && cell[b] !== undefined) || (b === name && cell[a] !== undefined);
      return met && unmet.has(pair(a, b, cell));
    }).length;

  const cells: Cell[] = [];
  for (const first of unmet) {
    if (!unmet.has(first)) continue;
    let cell: Partial<Cell> = Object.fromEntries(first.split("&").map((part) => part.split("=")));
    for (const name of NAMES) {
      if (cell[name] !== undefined) continue;
      // Another value comes first each time, or where nothing is left to meet it would always be the same.
      const turn = cells.length % DIMENSIONS[name].length;
      const values = [...DIMENSIONS[name].slice(turn), ...DIMENSIONS[name].slice(0, turn)];
      const choices = values.map((value) => ({ ...cell, [name]: value }));
      cell = choices.reduce((best, choice) => (gain(choice, name) > gain(best, name) ? choice : best));
    }
    for (const [a, b] of pairs) unmet.delete(pair(a, b, cell));
    cells.push(complete(cell));
  }
  return cells;
}

/** `nps popover 320 light en 1`: as a name of a test or a file. */
export const nameOf = (cell: Cell) => NAMES.map((name) => cell[name]).join(" ");

function complete(cell: Partial<Cell>): Cell {
  const { question, display, width, scheme, language, scale } = cell;
  if (!question || !display || !width || !scheme || !language || !scale)
    throw new Error("A cell lacks a value.");
  return { question, display, width, scheme, language, scale };
}
