import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createFormat, type Format } from "../format.ts";
import type { PageState } from "../page.ts";
import { type Language, languageFor, WORDS, type Words } from "../words/index.ts";

export const SCHEMES = ["auto", "light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

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
  const scheme = signal(SCHEMES.find((one) => one === page.recall("scheme")) ?? "auto");
  const words = computed(() => WORDS[language.value]);
  let isFirst = true;
  effect(() => {
    page.dress({ language: language.value, title: words.value.title, scheme: scheme.value });
    // What the system says is remembered only once somebody chose otherwise.
    if (!isFirst) {
      page.remember("language", language.value);
      page.remember("scheme", scheme.value);
    }
    isFirst = false;
  });
  return { language, scheme, words, format: computed(() => createFormat(language.value, timeZone.value)) };
}
