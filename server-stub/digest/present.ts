import * as z from "zod/mini";
import { type Card, clip, type Language, UNDER } from "../notices/card.ts";
import { FIGURE_NAMES, formatFigure, type ToldFigure } from "../notices/figures.ts";
import { NOTICE_WORDS } from "../notices/words.ts";
import { Digest, type DigestCases, type DigestFigures } from "./digest.ts";

const DigestNotice = z.object({ digest: Digest });

/** Characters of a group's name: it is what a page says of its visitors. */
const VALUE = 120;

interface DigestWords {
  nothing: string;
  /** Between what is said of one survey or group. */
  between: string;
  counts(shown: number, answered: number): string;
  /** A score with its change, where there is one. */
  score(name: string, value: string, change: string | undefined): string;
  tooFew: string;
  cases(cases: DigestCases): string;
}

const WORDS: Readonly<Record<Language, DigestWords>> = {
  en: {
    nothing: "No survey was shown.",
    between: "; ",
    counts: (shown, answered) => `shown ${shown}, answered ${answered}`,
    score: (name, value, change) =>
      `${name} ${value}${change === undefined ? "" : ` (${change} against the seven days before)`}`,
    tooFew: "too few answers for a score",
    cases: ({ unhappy, open, overdue, recovered }) =>
      `newly unhappy ${unhappy}, open ${open}, overdue ${overdue}, recovered ${recovered}`,
  },
  "zh-CN": {
    nothing: "没有展示任何问卷。",
    between: "；",
    counts: (shown, answered) => `展示 ${shown} 次，回答 ${answered} 份`,
    score: (name, value, change) =>
      `${name} ${value}${change === undefined ? "" : `（较此前七天 ${change}）`}`,
    tooFew: "回答太少，不显示得分",
    cases: ({ unhappy, open, overdue, recovered }) =>
      `新增不满意 ${unhappy}，待处理 ${open}，逾期 ${overdue}，已挽回 ${recovered}`,
  },
};

/** A digest in words: a line for each survey, and one for each of its groups. */
export function presentDigest(data: unknown, language: Language): Card {
  const { digest } = DigestNotice.parse(data);
  const words = NOTICE_WORDS[language];
  const lines = digest.surveys.flatMap((survey) => [
    `${clip(survey.name, VALUE)}${words.colon}${sayFigures(survey, survey.figure, language)}`,
    ...[...survey.groups].sort(worstFirst).map((group) => {
      const value = group.value === null ? words.none : clip(group.value, VALUE);
      return `${UNDER}${value}${words.colon}${sayFigures(group, survey.figure, language)}`;
    }),
  ]);
  return {
    title: words.digest(digest.day),
    lines: lines.length ? lines : [WORDS[language].nothing],
    isWhole: true,
  };
}

/** The lowest score first, then those without one; of them those with most to be done. */
function worstFirst(a: DigestFigures, b: DigestFigures): number {
  if (a.score !== b.score) {
    if (a.score === null) return 1;
    return b.score === null ? -1 : a.score - b.score;
  }
  return b.overdue - a.overdue || b.open - a.open || b.unhappy - a.unhappy;
}

function sayFigures(figures: DigestFigures, figure: ToldFigure | null, language: Language): string {
  const { shown, answered, unhappy, open, recovered } = figures;
  const words = WORDS[language];
  const hasCases = unhappy + open + recovered > 0;
  const score = figure === null ? "" : sayScore(figures, figure, language);
  return [words.counts(shown, answered), score, hasCases ? words.cases(figures) : ""]
    .filter(Boolean)
    .join(words.between);
}

function sayScore({ n, score, change }: DigestFigures, figure: ToldFigure, language: Language): string {
  const words = WORDS[language];
  if (score === null) return n ? words.tooFew : "";
  const moved = change === null ? undefined : formatChange(figure, change);
  return words.score(FIGURE_NAMES[language][figure], formatFigure(figure, score), moved);
}

function formatChange(figure: ToldFigure, change: number): string {
  const printed = formatFigure(figure, change);
  if (/^[0%. ]+$/.test(printed)) return `±${printed}`;
  return change > 0 ? `+${printed}` : printed;
}
