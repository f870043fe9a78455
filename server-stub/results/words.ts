import { ara, deu, eng, fra, heb, ind, jpn, kor, por, porBr, rus, spa, tha, vie, zho } from "stopword";
import type { Question } from "../../widget/manifest/schema.ts";
import type { SideWord } from "../answers/results.ts";
import { type Side, sideIn } from "./scoreGroups.ts";
import { type CountedRecord, isGiven } from "./tally.ts";

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
      .sort((a, b) => b.share - b.shareOthers - (a.share - a.shareOthers) || (a.word < b.word ? -1 : 1))
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

const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  ar: new Set(ara),
  de: new Set(deu),
  en: new Set(eng),
  es: new Set(spa),
  fr: new Set(fra),
  he: new Set(heb),
  id: new Set(ind),
  ja: new Set(jpn),
  ko: new Set(kor),
  pt: new Set([...por, ...porBr]),
  ru: new Set(rus),
  th: new Set(tha),
  vi: new Set(vie),
  zh: new Set([
    ...zho,
    "了",
    "是",
    "在",
    "有",
    "没",
    "没有",
    "不",
    "很",
    "都",
    "也",
    "就",
    "还",
    "又",
    "太",
    "被",
    "我们",
    "你们",
    "他们",
    "这个",
    "那个",
    "一个",
    "什么",
    "可以",
    "但是",
    "因为",
    "所以",
    "非常",
  ]),
};

/** The platform's time grows with the square of a text's length, and faster still where it cuts by a dictionary. */
const PIECE = 500;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The words of a text without those that say nothing by themselves, each once, in lower case. Chinese, Japanese and
 * Thai are cut by the platform's dictionary.
 *
 * @param locale - BCP 47 tag of the text; a text may mix languages, so English stop words go everywhere
 */
export function splitWords(text: string, locale: string | undefined): Set<string> {
  const language = /^[a-z]{2,3}(?=-|$)/i.exec(locale ?? "")?.[0].toLowerCase() ?? "en";
  // A text in Chinese characters on a page in another language is Chinese all the same.
  const isHan = language !== "ja" && /\p{Script=Han}/u.test(text);
  const code = isHan ? "zh" : language;
  const words = new Set<string>();
  for (const piece of piecesOf(text.normalize("NFKC").toLowerCase()))
    for (const { segment, isWordLike } of segmenterOf(code).segment(piece)) {
      if (!isWordLike || /^\p{N}+$/u.test(segment)) continue;
      if (/^[a-z]$/.test(segment) || STOP_WORDS[code]?.has(segment) || STOP_WORDS.en?.has(segment)) continue;
      words.add(segment);
    }
  return words;
}

/** A text in short pieces, cut behind white space, or else behind punctuation, or else within a word. */
function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const most = text.slice(from, from + PIECE);
    const isLast = from + PIECE >= text.length;
    const piece = (!isLast && (/^.*\s/s.exec(most) ?? /^.*\p{P}/su.exec(most))?.[0]) || most;
    yield piece;
    from += piece.length;
  }
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language, { granularity: "word" });
  segmenters.set(language, made);
  return made;
}
