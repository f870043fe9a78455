/** The languages that the prompt's own words are written in; English is in the prompt itself. */
export const LANGUAGES = ["en", "zh-CN"] as const;

export type Language = (typeof LANGUAGES)[number];
export type TranslatedLanguage = Exclude<Language, "en">;
