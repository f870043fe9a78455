import { enMore, type MoreWords } from "../words/en-more.ts";
import { chooseMoreWords } from "../words/index.ts";

/** What further questions say, in the language nearest to the one asked for; English where it is not there. */
export function moreWordsOf(locale: string): MoreWords {
  return chooseMoreWords(locale) || enMore;
}
