import type * as Pattern from "../manifest/matches.ts";
import { type PassesTest, passesBy } from "../manifest/rule.ts";
import type { Survey } from "../manifest/schema.ts";
import type { Emitter } from "./emitter.ts";
import { importPiece } from "./pieces.ts";

/** Judges tests, with the matcher of patterns where the manifest uses one. */
export interface Patterns {
  passesTest: PassesTest;
  /**
   * Fetches the matcher if it is used. Never rejects.
   *
   * @param manifest - as JSON
   */
  fetch(manifest: string): Promise<void>;
  /** What judges patterns; nothing before the matcher is here. */
  faultOf(): typeof Pattern.patternFault | undefined;
  /** Whether a survey uses patterns, and they cannot be had. */
  missing(survey: Survey): boolean;
}

const isUsedIn = (json: string) => /[^\\]"matches":/.test(json);

export function createPatterns(emitter: Emitter): Patterns {
  let piece: typeof Pattern | undefined;
  let failed = false;
  return {
    passesTest: passesBy((pattern, text) => !!piece?.matchesPattern(pattern, text)),
    async fetch(manifest) {
      if (isUsedIn(manifest))
        try {
          piece = await importPiece<typeof Pattern>("pattern");
          failed = false;
        } catch (error) {
          failed = true;
          emitter.emit("error", { code: "unavailable", message: String(error) });
        }
    },
    faultOf: () => piece?.patternFault,
    missing: (survey) => failed && isUsedIn(JSON.stringify(survey)),
  };
}
