import type { Page } from "playwright-core";
import type { Chance } from "./chance.ts";
import { press, show, tapScore, within } from "./finger.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Answers once, at times changes the answer, and at times leaves without a word.
 *
 * @returns whether the page still lives
 */
export async function answerOnce(page: Page, ledger: Ledger, chance: Chance): Promise<boolean> {
  const id = await within(show(page));
  if (!id) return false;
  const taps = chance.percent(15) ? 2 : 1;
  for (let tap = 0; tap < taps; tap++) {
    if (tap && !(await within(press(page, "change")))) return false;
    const score = chance.whole(11);
    ledger.reach(id, score);
    const place = await within(tapScore(page, id, score));
    if (!place) return false;
    ledger.tapped(id, score, place);
  }
  // The page is left while the prompt is still there.
  if (chance.percent(10)) return false;
  return (await within(press(page, "close"))) === true;
}
