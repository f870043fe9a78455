import { chooseLocale } from "../../manifest/text.ts";
import { en, type Words } from "./en.ts";
import { zhCN } from "./zh-CN.ts";

export type { Words };

const LANGUAGES: Readonly<Record<string, Words>> = { en, "zh-CN": zhCN };

/** The prompt's own words in the language nearest to the one asked for. */
export function chooseWords(locale: string): Words {
  return LANGUAGES[chooseLocale(locale, Object.keys(LANGUAGES)) || ""] || en;
}

/** The direction a language is written in. */
export function directionOf(locale: string): "rtl" | "ltr" {
  return /^(?:ar|he|iw|fa|ur|ps|ckb|dv|sd|ug|yi)(?![a-z])/i.test(locale) ? "rtl" : "ltr";
}
