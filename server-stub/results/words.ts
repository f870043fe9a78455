import type { Question } from "../../widget/manifest/schema.ts";
import type { SideWord } from "../answers/results.ts";
import { isGiven } from "./answered.ts";
import { type Side, sideIn } from "./scoreGroups.ts";
import { splitWords } from "./splitWords.ts";
import type { CountedRecord } from "./tally.ts";

/** Counts the words of texts by the score that goes with them. */
interface WordTally {
  add(counted: CountedRecord): void;
  promoters(): SideWord[];
  detractors(): SideWord[];
}

/** A word that only one person used could give them away, and says nothing. */
const MIN_TEXTS = 2;
const MAX_WORDS = 30;

/**
 * Words by side.
 *
 * @param text - the question whose texts are read
 * @param score - the question that says which side a text is on
 * @param least - texts that both sides need to be compared
 */
export function createWordTally(text: Question, score: Question, least: number): WordTally {
  const texts: Record<Side, number> = { promoter: 0, passive: 0, detractor: 0 };
  const words = new Map<string, Record<Side, number>>();
  const ofSide = (side: Side, other: Side): SideWord[] => {
    if (Math.min(texts[side], texts[other]) < least) return [];
    return [...words]
      .map(([word, counts]) => ({
        word,
        n: counts[side],
        share: texts[side] ? counts[side] / texts[side] : 0,
        shareOthers: texts[other] ? counts[other] / texts[other] : 0,
      }))
      .filter(({ n, share, shareOthers }) => n >= MIN_TEXTS && share > shareOthers)
      .sort(
        (one, two) =>
          two.share - two.shareOthers - (one.share - one.shareOthers) || (one.word < two.word ? -1 : 1),
      )
      .slice(0, MAX_WORDS);
  };
  return {
    add(counted) {
      const { answers, locale } = counted.record;
      const given = Object.hasOwn(answers, text.id) ? answers[text.id] : undefined;
      const side = sideIn(counted, score);
      if (typeof given !== "string" || !side || !isGiven(given, text)) return;
      texts[side] += 1;
      for (const word of splitWords(given, locale)) {
        const counts = words.get(word) ?? { promoter: 0, passive: 0, detractor: 0 };
        counts[side] += 1;
        words.set(word, counts);
      }
    },
    promoters: () => ofSide("promoter", "detractor"),
    detractors: () => ofSide("detractor", "promoter"),
  };
}
