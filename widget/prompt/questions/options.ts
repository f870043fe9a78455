import type { Question } from "../../manifest/schema.ts";
import { remembering } from "./remembering.ts";

/** A question with options to choose from. */
export type ChoiceQuestion = Extract<Question, { type: "single" | "multi" }>;
export type Option = ChoiceQuestion["options"][number];

/** The options of a question in the order they are shown in: for one showing always the same. */
export const optionsOf = remembering(({ options, shuffle }: ChoiceQuestion) =>
  shuffle ? shuffled(options) : options,
);

/**
 * The same things in another order, each order as likely as any other (Fisher and Yates).
 *
 * @param random - from 0 to below 1
 */
export function shuffled<Thing>(things: readonly Thing[], random: () => number = Math.random): Thing[] {
  const left = [...things];
  const all: Thing[] = [];
  while (left.length) all.push(...left.splice(Math.floor(random() * left.length), 1));
  return all;
}
