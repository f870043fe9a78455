import { enMore, type MoreWords } from "../words/en-more.ts";
import { chooseMoreWords } from "../words/index.ts";

/** What further questions say, in the language nearest to the one asked for; English where it is not there. */
export function moreWordsOf(locale: string): MoreWords {
  return chooseMoreWords(locale) || enMore;
}

/** The zeros of digits that people type: Arabic, Persian, Devanagari, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xe50, 0xff10];

/** A tag as `Intl` takes it; the engine's own language where it takes it for none. */
function tagOf(locale: string): string | undefined {
  const tag = locale.replace(/_/g, "-");
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0];
  } catch {
    return undefined;
  }
}

/** A number as it is written in a language. */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 20 }).format(value);
}

/** A date `YYYY-MM-DD` as it is written in a language. */
export function formatDate(day: string, locale: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(tagOf(locale), {
    year: "numeric",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  }).format(date);
}

/** A text with all digits as 0 to 9, and signs and separators as they are on a keyboard. */
export function plainDigits(text: string): string {
  return Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    return zero === undefined ? letter : String(code - zero);
  })
    .join("")
    .replace(/[٫．]/g, ".")
    .replace(/[٬，]/g, ",")
    .replace(/[−－]/g, "-");
}

/**
 * A number as it was typed, in any digits and with the separators of the language: `1.234,5` is 1234.5 in German.
 * A single point or comma that cannot divide thousands is a decimal one in every language.
 *
 * @returns `undefined` for what is no number
 */
export function parseNumber(text: string, locale: string): number | undefined {
  const plain = plainDigits(text).replace(/[\s\u200e\u200f\u061c'’]/g, "");
  const decimal = plainDigits(formatNumber(1.5, locale)).charAt(1);
  const separators = plain.match(/[.,]/g) || [];
  const last = plain.search(/[.,]\d*$/);
  const sign = last < 0 ? "" : plain.charAt(last);
  const once = separators.filter((one) => one === sign).length === 1;
  const thousands = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
  const isDecimal = once && (sign === decimal || separators.length > 1 || !thousands);
  const [whole, fraction] = isDecimal ? [plain.slice(0, last), plain.slice(last + 1)] : [plain, ""];
  const other = sign === "." ? "," : ".";
  // What divides thousands stands between groups of three.
  const grouped = (isDecimal ? [other] : [".", ","]).some((group) =>
    new RegExp(`^[-+]?\\d{1,3}(?:\\${group}\\d{2,3})*\\${group}\\d{3}$`).test(whole),
  );
  const digits = grouped ? whole.replace(/[.,]/g, "") : whole;
  return /^[-+]?\d*$/.test(digits) && /^\d*$/.test(fraction) && /\d/.test(digits + fraction)
    ? Number(`${digits}.${fraction || 0}`)
    : undefined;
}
