import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PageState } from "../browser.ts";
import { createFormat, type Format } from "../format.ts";
import { en, type Words } from "../words/en.ts";
import { zhCN } from "../words/zh-CN.ts";

/** Languages of the board, by their own names. */
export const LANGUAGES = { "zh-CN": "中文", en: "English" } as const;
type Language = keyof typeof LANGUAGES;

const WORDS: Readonly<Record<Language, Words>> = { en, "zh-CN": zhCN };

export const SCHEMES = ["auto", "light", "dark"] as const;
type Scheme = (typeof SCHEMES)[number];

/** Language and colours. */
export interface Looks {
  language: Signal<Language>;
  scheme: Signal<Scheme>;
  words: ReadonlySignal<Words>;
  format: ReadonlySignal<Format>;
}

/**
 * @param timeZone - which times are told in
 */
export function createLooks(page: PageState, timeZone: ReadonlySignal<string>): Looks {
  const language = signal(languageFor([page.recall("language") ?? "", ...page.languages()]));
  const scheme = signal(SCHEMES.find((known) => known === page.recall("scheme")) ?? "auto");
  const words = computed(() => WORDS[language.value]);
  let isFirst = true;
  effect(() => {
    page.applyLooks({ language: language.value, title: words.value.title, scheme: scheme.value });
    // What the system says is remembered only once somebody chose otherwise.
    if (!isFirst) {
      page.remember("language", language.value);
      page.remember("scheme", scheme.value);
    }
    isFirst = false;
  });
  return { language, scheme, words, format: computed(() => createFormat(language.value, timeZone.value)) };
}

/** The language for what was remembered or what the browser prefers, as BCP 47 tags, the most wanted first. */
function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}
