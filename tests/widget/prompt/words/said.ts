/** One text of a language. */
export interface Said {
  /** Where it is in the piece: `words.nps.0`. */
  path: string;
  /** What is said; a phrase with arguments is given `MARKS` for them. */
  text: string;
  /** How many arguments the phrase takes. */
  takes: number;
}

/** Stand for the arguments of phrases: in no language's letters, quotation marks or punctuation. */
export const MARKS = ["⟦1⟧", "⟦2⟧", "⟦3⟧"];

/** Everything that a piece of words says, each text with its path. */
export function sayEverything(piece: object, above = ""): Said[] {
  return Object.entries(piece).flatMap(([key, value]: [string, unknown]): Said[] => {
    const path = above + key;
    if (typeof value === "string") return [{ path, text: value, takes: 0 }];
    if (typeof value === "function") return [{ path, text: String(value(...MARKS)), takes: value.length }];
    if (typeof value === "object" && value !== null) return sayEverything(value, `${path}.`);
    throw new Error(`${path} is neither a text nor a phrase nor a list of texts`);
  });
}
