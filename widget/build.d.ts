/** The package's version, put in at build time. */
declare const __VERSION__: string;
/** Hash of the sources that judge a manifest; a manifest stamped with it needs no check in the browser. */
declare const __FINGERPRINT__: string;
/** Hashes of the built pieces by name, so that a new loader never runs an old piece. */
declare const __PIECES__: Readonly<
  Record<"prompt" | "check" | "late" | "pattern" | "session" | "triggers", string>
>;
/** The same of the pieces that only a prompt asks for: `questions`, `displays`, `words-ja`. */
declare const __PROMPT_PIECES__: Readonly<
  Record<
    | "questions"
    | "displays"
    | "large"
    | "room"
    | `words-${import("./prompt/words/languages.ts").TranslatedLanguage}`,
    string
  >
>;
