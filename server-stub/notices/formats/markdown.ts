import { type ChatMessage, neutralise } from "../card.ts";
import type { NoticeWords } from "../words.ts";

/** How a chat's Markdown differs from others'. */
interface MarkdownStyle {
  /** Before the title. */
  heading: string;
  lineBreak: string;
}

/** A message in the little Markdown that chats have in common: one heading, bold titles, quotes. */
export function formatMarkdown(
  { title, cards }: ChatMessage,
  words: NoticeWords,
  { heading, lineBreak }: MarkdownStyle,
): string {
  const paragraphs = cards.map((card) =>
    [
      // The title of a single card is the message's.
      ...(card.title && cards.length > 1 ? [`**${neutralise(card.title)}**`] : []),
      ...card.lines.map(neutralise),
      ...(card.quote === undefined ? [] : [`> ${neutralise(card.quote)}`]),
      ...(card.link === undefined ? [] : [`[${words.open}](${card.link})`]),
    ].join(lineBreak),
  );
  return [`${heading} ${neutralise(title)}`, ...paragraphs].join("\n\n");
}
