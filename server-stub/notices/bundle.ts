import type { Card, ChatMessage } from "./card.ts";
import type { NoticeWords } from "./words.ts";

/** Notices that are shown in full, side by side; more are shown in a line each. */
const MOST_IN_FULL = 5;

/** What a chat has room for, and its words. */
export interface BundleFrame {
  words: NoticeWords;
  /** Whether a message is small enough. */
  fits(message: ChatMessage): boolean;
  /** Begins the title of every message, such as the name of the site. */
  prefix: string;
  /** Where there is more of what is told in a line each. */
  link?: string | undefined;
}

/** The first of some notices as one message. */
export interface Bundle {
  message: ChatMessage;
  /** How many of the notices are in it, at least one. */
  count: number;
}

/**
 * Combines notices: all in full where there is room, else as many as possible in a line each. One alone that is too
 * large loses its last lines, and says how many.
 *
 * @param cards - at least one, in order
 */
export function bundleCards(cards: readonly Card[], frame: BundleFrame): Bundle {
  const inFull = fullMessage(cards, frame);
  if (cards.length <= MOST_IN_FULL && frame.fits(inFull)) return { message: inFull, count: cards.length };
  const inBrief = (count: number) => briefMessage(cards.slice(0, count), frame);
  const count = largestThat(cards.length, (some) => frame.fits(inBrief(some)));
  if (count > 1) return { message: inBrief(count), count };
  return { message: cutToFit(cards.slice(0, 1), frame), count: 1 };
}

function fullMessage(cards: readonly Card[], { words, prefix }: BundleFrame): ChatMessage {
  const [only] = cards;
  const title = only && cards.length === 1 ? only.title : words.several(cards.length);
  return { title: `${prefix}${title}`, cards };
}

function briefMessage(cards: readonly Card[], { words, prefix, link }: BundleFrame): ChatMessage {
  const lines = cards.map(({ title, lines: [first] }) =>
    first === undefined ? title : `${title}${words.colon}${first}`,
  );
  return { title: `${prefix}${words.several(cards.length)}`, cards: [{ title: "", lines, link }] };
}

function cutToFit(cards: readonly Card[], frame: BundleFrame): ChatMessage {
  const whole = fullMessage(cards, frame);
  const [card] = cards;
  if (!card || frame.fits(whole)) return whole;
  const { quote: _left, ...rest } = card;
  const cut = (kept: number) => {
    const dropped = card.lines.length - kept;
    const lines = [...card.lines.slice(0, kept), ...(dropped ? [frame.words.more(dropped)] : [])];
    return fullMessage([{ ...rest, lines }], frame);
  };
  return cut(largestThat(card.lines.length, (kept) => frame.fits(cut(kept))));
}

/** The largest whole number up to `most` that something holds for; what holds for one number holds for smaller ones. */
function largestThat(most: number, holds: (count: number) => boolean): number {
  if (holds(most)) return most;
  let least = 0;
  let tooMany = most;
  while (tooMany - least > 1) {
    const middle = (least + tooMany) >> 1;
    if (holds(middle)) least = middle;
    else tooMany = middle;
  }
  return least;
}
