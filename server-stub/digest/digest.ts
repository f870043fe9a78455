import * as z from "zod/mini";
import { TOLD_FIGURES } from "../notices/figures.ts";

const count = z.number();
const DigestCases = z.object({
  /** Cases that were opened on the day. */
  unhappy: count,
  /** Cases that wait for contact or resolution as the digest is drawn. */
  open: count,
  /** Of these, those whose next step should have been done. */
  overdue: count,
  /** Cases whose person gave a satisfied answer on the day. */
  recovered: count,
});
/** What a digest tells of cases. */
export type DigestCases = z.infer<typeof DigestCases>;

const DigestFigures = z.extend(DigestCases, {
  shown: count,
  answered: count,
  /** Answers to the survey's main question. */
  n: count,
  /** `null` where there are none, or too few of a group to be shown. */
  score: z.nullable(z.number()),
  /** Difference to the score of the seven days before: points, share or mean. */
  change: z.nullable(z.number()),
});
/** What a digest tells of a day. */
export type DigestFigures = z.infer<typeof DigestFigures>;

/** The day of one survey. */
export const DigestSurvey = z.extend(DigestFigures, {
  survey: z.string(),
  /** As its owner calls it; default the id. */
  name: z.string(),
  /** The first question with a score; `null` where there is none. */
  question: z.nullable(z.string()),
  figure: z.nullable(z.enum(TOLD_FIGURES)),
  /** Largest first; `value` is `null` for records without one. */
  groups: z.array(z.extend(DigestFigures, { value: z.nullable(z.string()) })),
});
export type DigestSurvey = z.infer<typeof DigestSurvey>;

/** What webhooks are told of a day. */
export const Digest = z.object({
  /** `YYYY-MM-DD`, in the configuration's time zone. */
  day: z.string(),
  by: z.nullable(z.string()),
  /** Those that were shown, or have cases to tell of. */
  surveys: z.array(DigestSurvey),
});
export type Digest = z.infer<typeof Digest>;
