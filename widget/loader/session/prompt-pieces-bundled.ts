import type { PromptPieces } from "../../prompt/context.ts";

const WORDS: Partial<Record<string, PromptPieces["importWords"]>> = {
  "zh-CN": () => import("../../prompt/words/zh-CN.ts"),
};

/** Takes the place of `prompt-pieces.ts` in one-file builds; a language that is not inside is English. */
export function promptPieces(): PromptPieces {
  return {
    importQuestions: () => import("../../prompt/questions/more.ts"),
    importWords: (language) =>
      WORDS[language]?.(language) ?? Promise.reject(new Error(`no words for ${language}`)),
  };
}
