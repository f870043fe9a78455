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
