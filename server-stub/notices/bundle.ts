import { type Card, type ChatMessage, UNDER } from "./card.ts";
import type { NoticeWords } from "./words.ts";

/** Notices that are shown in full, side by side; more are shown in a line each. */
const MAX_IN_FULL = 5;

/** What a chat has room for, and its words. */
interface BundleFrame {
  words: NoticeWords;
  /** Whether a message is small enough. */
  fits(message: ChatMessage): boolean;
  /** Begins the title of every message, such as the name of the site. */
  prefix: string;
  /** Where there is more of what is told in a line each. */
  link?: string | undefined;
}

/** The first of some notices as one message. */
interface Bundle {
  message: ChatMessage;
  /** How many of the notices are in it, at least one. */
  count: number;
  /** How much of the only one was told by now, if there is more: where the next message begins. */
  told?: number;
}

/**
 * Combines notices: all in full where there is room, or as many of a few as there is room for; many in a line each, save
 * those of which a line says too little. One alone that is too large is split, and each part but the last says how much
 * is to come.
 *
 * @param cards - at least one, in order
 * @param told - how much of the first was told before; then it goes alone
 */
export function bundleCards(cards: readonly [Card, ...Card[]], told: number, frame: BundleFrame): Bundle {
  const [first] = cards;
  if (told) return partOf(first, told, frame);
  const whole = cards.findIndex(({ isWhole }) => isWhole);
  const brief = whole < 0 ? cards : cards.slice(0, whole);
  if (cards.length > MAX_IN_FULL && brief.length > MAX_IN_FULL) {
    const inBrief = (count: number) => briefMessage(brief.slice(0, count), frame);
    const count = largestThat(brief.length, (some) => frame.fits(inBrief(some)));
    if (count > 1) return { message: inBrief(count), count };
  }
  const few = cards.slice(0, MAX_IN_FULL);
  const inFull = (count: number) => fullMessage(few.slice(0, count), frame);
  const count = largestThat(few.length, (some) => some === 0 || frame.fits(inFull(some)));
  return count ? { message: inFull(count), count } : partOf(first, 0, frame);
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
  return { title: `${prefix}${words.inBrief(cards.length)}`, cards: [{ title: "", lines, link }] };
}

/** Characters of a line that every chat has room for, in whatever script. */
const MAX_LINE_LENGTH = 900;

/** As much of a card as there is room for, from a piece on: its lines, and last what a respondent wrote. */
function partOf(card: Card, told: number, { words, prefix, fits }: BundleFrame): Bundle {
  const { quote, lines, title, ...rest } = card;
  const pieces = lines.flatMap((line) => piecesOf(line));
  const all = pieces.length + (quote === undefined ? 0 : 1);
  // What was told of it before may have been longer.
  const from = told < all ? told : 0;
  const under = pieces[from]?.startsWith(UNDER)
    ? pieces
        .slice(0, from)
        .reverse()
        .find((line) => !line.startsWith(UNDER))
    : undefined;
  const upTo = (end: number): ChatMessage => ({
    title: `${prefix}${from ? words.continued(title) : title}`,
    cards: [
      {
        ...rest,
        title,
        lines: [
          ...(under === undefined ? [] : [under]),
          ...pieces.slice(from, end),
          ...(end < all ? [words.more(all - end)] : []),
        ],
        ...(quote !== undefined && end === all ? { quote } : {}),
      },
    ],
  });
  const count = Math.max(
    1,
    largestThat(all - from, (some) => some === 0 || fits(upTo(from + some))),
  );
  const end = from + count;
  return { message: upTo(end), count: 1, ...(end < all ? { told: end } : {}) };
}

function piecesOf(line: string): string[] {
  const signs = [...line];
  const pieces: string[] = [];
  for (let at = 0; at < signs.length; at += MAX_LINE_LENGTH)
    pieces.push(signs.slice(at, at + MAX_LINE_LENGTH).join(""));
  return pieces;
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
