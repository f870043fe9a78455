/** Languages that chats are written to in. */
export type Language = "en" | "zh-CN";

/** A notice in words, as plain texts: what becomes of markup in them is the format's business. */
export interface Card {
  title: string;
  /** What there is to know, most important first. */
  lines: readonly string[];
  /** Whether a line of it says too little to stand for the rest. */
  isWhole?: boolean;
  /** What a respondent wrote. */
  quote?: string;
  /** Address of where there is more. */
  link?: string | undefined;
}

/** Begins a line that belongs to the last one without it. */
export const UNDER = "· ";

/** What is sent to a chat at once. */
export interface ChatMessage {
  title: string;
  /** Several where notices are combined. */
  cards: readonly Card[];
}

/** What chats take for markup, a mention or a link, and what looks the same and is only a sign. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "*": "＊",
  "~": "～",
  "`": "｀",
  "#": "＃",
  "[": "［",
  "]": "］",
  "<": "＜",
  ">": "＞",
  "|": "｜",
  "\\": "＼",
  "@": "＠",
};

/** Control characters, invisible ones, and those that turn the direction of the text about them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/**
 * A text as chats show it letter for letter, on one line: without markup, mention or link. An
 * address of a page is broken by an invisible space, an e-mail address stays as it is.
 */
export function neutralise(text: string): string {
  return text
    .replace(UNPRINTABLE, " ")
    .replace(/\s+/g, " ")
    .trim()
    .split(" ")
    .map((word) => (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(word) ? word : neutraliseWord(word)))
    .join(" ");
}

function neutraliseWord(word: string): string {
  return (
    word
      .replace(/[*~`#[\]<>|\\@]/g, (sign) => LOOKALIKES[sign] ?? sign)
      // Within a word, as in names, an underscore is no markup.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "＿")
      .replace(/:\/\//g, "：//")
      .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L})/gu, ".\u200b")
  );
}

/** A text of at most `most` characters, with a mark where it was cut. */
export function clip(text: string, most: number): string {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : text;
}
